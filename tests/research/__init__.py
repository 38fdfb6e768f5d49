"""Tests of comparison, trends, contrasts, coding, validation, correction and audits."""
