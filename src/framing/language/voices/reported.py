"""Reported speech: for every cue its subject and the extent of what is reported.

A cue either precedes its content ("X said that ..."), follows it ("..., X said"), or stands inside it. The extent is
decided from complementizers, commas and the cues that follow, never taken to be the whole sentence by default.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.language.matching import Hit
from framing.language.voices.cues import Cue
from framing.language.voices.grammar import (
    ADVERB,
    AUX,
    BE,
    CAPITAL,
    COLON,
    COMMA,
    COMPLEMENT,
    COORDINATOR,
    DASH,
    DETERMINER,
    NEWS_EVENT,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUALIFIER,
    QUOTE,
    STOP,
    TIME,
    WORD,
)
from framing.language.voices.phrases import clause_subject, skip_auxiliaries, subject_after, subject_before
from framing.language.voices.reading import Range, Reading, Report, Unit

_LOOK_AHEAD = 14


@dataclass(slots=True)
class Anchor:
    """A cue with its speaker, whether or not reported content was found: quotations attach to it."""

    first: int
    last: int
    speaker: Range | None
    cue_at: Range
    cue: Cue
    follows: bool = False


def mark_verbs(reading: Reading, hits: list[Hit]) -> None:
    """Flag the tokens that are cue verbs beyond doubt, so that no noun phrase runs across them."""
    for hit in hits:
        if hit.entry.verb and hit.tag in ("ed", "s") and not hit.entry.noun and not hit.entry.other:
            reading.verbs[hit.first] = 1


def read_reports(reading: Reading, unit: Unit) -> tuple[list[Report], list[Anchor]]:
    """Return the reports of one unit outside its quotations, and the cues that quotations may attach to."""
    reports: list[Report] = []
    anchors: list[Anchor] = []
    state = _State(reading, unit, reports, anchors)
    for hit in unit.hits:
        state.read(hit)
    return reports, anchors


class _State:
    def __init__(self, reading: Reading, unit: Unit, reports: list[Report], anchors: list[Anchor]) -> None:
        self.r = reading
        self.u = unit
        self.reports = reports
        self.anchors = anchors
        self.done = unit.first  # content may not begin before this token
        self.end = _content_end(reading, unit)

    def read(self, hit: Hit) -> None:
        cue: Cue = hit.entry
        if cue.other:
            if "after" in cue.other:
                self._preposition(hit, cue)
            elif "adverb" in cue.other:
                self._adverb(hit, cue)
            else:
                self._noun(hit, cue, cue.other)
            return
        if cue.noun and (not cue.verb or self._reads_as_noun(hit)):
            self._noun(hit, cue, cue.noun)
        elif cue.verb:
            self._verb(hit, cue)

    # --- nouns and adjectives -------------------------------------------------------------------------------------
    def _reads_as_noun(self, hit: Hit) -> bool:
        flags, forms = self.r.flags, self.r.forms
        i = hit.first
        if i == self.u.first:
            return hit.tag != "ing"
        p = i - 1
        f = flags[p]
        if hit.tag in ("ed",):
            return False
        if forms[p] == "to" or f & (AUX | PRONOUN) and not f & (DETERMINER | POSSESSIVE):
            return False
        if f & (DETERMINER | POSSESSIVE | PREPOSITION | QUALIFIER | BE):
            return True
        if hit.entry.term.endswith("ing"):
            return not f & (COMMA | COORDINATOR)
        return False

    def _noun(self, hit: Hit, cue: Cue, patterns: frozenset[str]) -> None:
        if self._inside(hit):
            return
        flags, forms = self.r.flags, self.r.forms
        j = hit.last
        agent: Range | None = None
        if j < self.end and forms[j] in ("by", "from"):
            agent = subject_after(self.r, j + 1, self.end)
            if agent is not None:
                j = agent[1]
        if j >= self.end:
            return
        word = forms[j]
        if not (word in patterns or ("that" in patterns and flags[j] & COMPLEMENT)):
            return
        start = j if flags[j] & COMPLEMENT or word == "to" else j + 1
        last = self._phrase_end(start) if word not in ("that", "to") else self._content_end(start)
        speaker = agent or self._possessor(hit) or self._light_subject(hit)
        if speaker is None and not cue.other:
            speaker = None
        self._report(start, last, speaker, (hit.first, hit.last), cue)

    def _possessor(self, hit: Hit) -> Range | None:
        flags, forms = self.r.flags, self.r.forms
        k = hit.first - 1
        low = max(self.u.first, hit.first - 5)
        while k >= low and flags[k] & WORD:
            if forms[k] == "'s":
                found = subject_before(self.r, k, self.u.first)
                return (found[0], k) if found else None
            if flags[k] & POSSESSIVE:
                return k, k + 1
            if flags[k] & (DETERMINER | PREPOSITION):
                return None
            k -= 1
        return None

    def _light_subject(self, hit: Hit) -> Range | None:
        """The subject of the verb that governs the noun or of the copula before the adjective."""
        flags = self.r.flags
        k = hit.first - 1
        while k > self.u.first and flags[k] & (ADVERB | DETERMINER | QUALIFIER | BE | AUX):
            k -= 1
        if flags[hit.first - 1] & (BE | ADVERB) if hit.first > self.u.first else False:
            found = subject_before(self.r, hit.first, self.u.first)
            if found:
                return found
        return clause_subject(self.r, self._clause_low(hit.first), hit.first)

    def _clause_low(self, i: int) -> int:
        return self.u.first if self.done <= self.u.first else min(self.done, i)

    # --- prepositions and adverbs ---------------------------------------------------------------------------------
    def _preposition(self, hit: Hit, cue: Cue) -> None:
        flags = self.r.flags
        speaker = subject_after(self.r, hit.last, self.end)
        if speaker is None:
            return
        cue_at = (hit.first, hit.last)
        after = speaker[1]
        self.anchors.append(Anchor(hit.first, after, speaker, cue_at, cue, hit.first > self.u.first))
        before = self.u.first
        if hit.first - before >= 3:
            last = hit.first - 1 if flags[hit.first - 1] & COMMA else hit.first
            if not self._inside(hit):
                self._report(max(before, self.done), last, speaker, cue_at, cue)
        else:
            while after < self.end and not flags[after] & COMMA and self.r.block_of[after] < 0:
                after += 1
            self._report(after + 1, self._content_end(after + 1), speaker, cue_at, cue)

    def _adverb(self, hit: Hit, cue: Cue) -> None:
        if not self._inside(hit):
            start = max(self._clause_low(hit.first), self.done)
            self._report(start, self._content_end(hit.last), None, (hit.first, hit.last), cue)

    # --- verbs ----------------------------------------------------------------------------------------------------
    def _verb(self, hit: Hit, cue: Cue) -> None:
        r, flags, forms = self.r, self.r.flags, self.r.forms
        i = hit.first
        low = self.u.first
        before = flags[i - 1] if i > low else STOP
        if before & (DETERMINER | POSSESSIVE) and not before & (PRONOUN | TIME) and hit.tag != "base":
            return
        if self._is_passive(hit):
            self._passive(hit, cue)
            return
        speaker: Range | None = None
        inverted = self._inverted(hit, cue)
        if inverted is not None:
            self._post(hit, cue, inverted, i, inverted[1])
            return
        infinitive = i > low and forms[i - 1] == "to"
        if not infinitive:
            speaker = subject_before(r, i, low)
        shared = speaker is None
        if shared:
            speaker = self._shared_subject(i)
        region = i if shared or speaker is None else min(speaker[0], i)
        if self._post_position(hit, cue, region):
            self._post(hit, cue, speaker, region, hit.last)
            return
        if self._inside(hit) and not self._sibling(hit, region, shared):
            return
        if hit.tag == "ing" and not before & (COMMA | COORDINATOR | BE | AUX | ADVERB | PREPOSITION | QUOTE):
            return
        self.anchors.append(Anchor(region, hit.last, speaker, (i, hit.last), cue))
        start = self._complement(hit, cue)
        if start is None:
            return
        self._cut_before(region)
        self._report(start, self._content_end(start), speaker, (i, hit.last), cue)

    def _is_passive(self, hit: Hit) -> bool:
        if hit.tag != "ed":
            return False
        flags = self.r.flags
        k = hit.first - 1
        while k >= self.u.first and flags[k] & ADVERB and not flags[k] & (BE | PRONOUN):
            k -= 1
        if k >= self.u.first and flags[k] & BE and self.r.forms[k] not in ("he's", "she's", "it's"):
            return True
        return hit.last < self.end and self.r.forms[hit.last] == "by"

    def _passive(self, hit: Hit, cue: Cue) -> None:
        if self._inside(hit):
            return
        forms, flags = self.r.forms, self.r.flags
        j = hit.last
        agent: Range | None = None
        if j < self.end and forms[j] == "by":
            agent = subject_after(self.r, j + 1, self.end)
            if agent is None:
                return
            j = agent[1]
        if j >= self.end:
            return
        wanted = forms[j] in ("that", "to", "as", "of", "for") or bool(flags[j] & COMPLEMENT)
        if agent is None and not (wanted and ("clause" in cue.verb or "tell" in cue.verb)):
            return
        if wanted:
            self._report(j, self._content_end(j), agent, (hit.first, hit.last), cue)

    def _inverted(self, hit: Hit, cue: Cue) -> Range | None:
        """The subject after the cue: "..., said Peskov"."""
        flags = self.r.flags
        i = hit.first
        if hit.tag not in ("ed", "s") or "post" not in cue.verb:
            return None
        if i > self.u.first and not (flags[i - 1] & (COMMA | QUOTE) or self.r.block_of[i - 1] >= 0):
            return None
        if hit.last >= self.end or flags[hit.last] & (PRONOUN | TIME) and i == self.u.first:
            return None
        found = subject_after(self.r, hit.last, self.end)
        if found is None:
            return None
        follow = flags[found[1]] if found[1] < self.end else STOP
        begins = self.r.block_of[i - 1] >= 0 or (i > 1 and self.r.block_of[i - 2] >= 0) if i else False
        if begins or follow & (COMMA | STOP | COLON | QUOTE | DASH | PREPOSITION | TIME):
            if not begins and subject_before(self.r, i, self.u.first) is not None and not follow & (COMMA | STOP):
                return None
            return found
        return None

    def _shared_subject(self, i: int) -> Range | None:
        for anchor in reversed(self.anchors):
            if anchor.last <= i and anchor.speaker is not None:
                return anchor.speaker
        return clause_subject(self.r, self.u.first, i)

    def _post_position(self, hit: Hit, cue: Cue, region: int) -> bool:
        """Tell whether the content stands before the cue."""
        if "post" not in cue.verb and "quote" not in cue.verb:
            return False
        flags = self.r.flags
        if region - self.done < 2:
            return False
        if not flags[region - 1] & (COMMA | QUOTE | DASH) and self.r.block_of[region - 1] < 0:
            return False
        if self.r.block_of[region - 1] >= 0 or self.r.block_of[region - 2] >= 0:
            return True
        after = self._skip_adverbial(hit.last)
        if after >= self.end:
            return True
        f = flags[after]
        return bool(f & (COMMA | STOP | DASH))

    def _post(self, hit: Hit, cue: Cue, speaker: Range | None, region: int, after: int) -> None:
        flags = self.r.flags
        cue_at = (hit.first, hit.last)
        self.anchors.append(Anchor(region, max(after, hit.last), speaker, cue_at, cue, follows=True))
        last = region
        while last > self.done and flags[last - 1] & (COMMA | QUOTE | DASH) and self.r.block_of[last - 1] < 0:
            last -= 1
        if self._inside(hit) and self.reports:
            self.reports[-1].last = min(self.reports[-1].last, last)
        elif "post" in cue.verb:
            self._report(self.done, last, speaker, cue_at, cue)
        after = self._skip_adverbial(max(after, hit.last))
        self.done = max(self.done, after)
        if after < self.end and flags[after] & COMMA and speaker is not None and speaker[1] <= hit.first:
            following = after + 1
            if following < self.end and not self._new_clause(following):
                self._report(following, self._content_end(following), speaker, cue_at, cue)

    def _new_clause(self, i: int) -> bool:
        """Tell whether what follows an interposed cue is the author's again: a participle, a relative, a time."""
        flags, forms = self.r.flags, self.r.forms
        if self.r.block_of[i] >= 0:
            return True
        if forms[i].endswith("ing") or forms[i] in ("who", "which", "when", "while", "after"):
            return True
        return bool(flags[i] & TIME)

    def _skip_adverbial(self, i: int) -> int:
        """Step over "on Tuesday", "in a statement", "to reporters" and adverbs after a cue that follows its content."""
        flags, forms = self.r.flags, self.r.forms
        while i < self.end:
            f = flags[i]
            if f & (ADVERB | TIME | NEWS_EVENT) and not f & PUNCTUATION:
                i += 1
            elif f & PREPOSITION and forms[i] not in ("that", "because"):
                k = i + 1
                while k < self.end and flags[k] & WORD and k - i < 12:
                    k += 1
                if k < self.end and not flags[k] & (COMMA | STOP) and self.r.block_of[k] < 0:
                    return i
                i = k
            elif forms[i] in ("reporters", "journalists"):
                i += 1
            else:
                break
        return i

    def _complement(self, hit: Hit, cue: Cue) -> int | None:
        """Return where the content after a cue begins, None where nothing the cue could report follows."""
        flags, forms = self.r.flags, self.r.forms
        j = hit.last
        patterns = cue.verb
        if j >= self.end or flags[j] & STOP:
            return None
        if flags[j] & COLON:
            return j + 1 if j + 1 < self.end else None
        if flags[j] & COMMA:
            return None
        if flags[j] & COMPLEMENT and patterns & {"clause", "that", "tell"}:
            return j
        if forms[j] == "to" and "to" in patterns:
            return j
        found = self._that_ahead(j, patterns)
        if found is not None:
            return found
        if "tell" in patterns:
            return self._after_addressee(j)
        if "clause" in patterns or "object" in patterns or "post" in patterns:
            k = self._skip_time(j)
            if k >= self.end or flags[k] & (STOP | COMMA):
                return None
            if "object" not in patterns and flags[k] & PREPOSITION and not flags[k] & (DETERMINER | CAPITAL):
                return None
            return k
        for k in range(j, min(self.end, j + 10)):
            if forms[k] == "to" and "to" in patterns:
                return j
            if flags[k] & PUNCTUATION:
                break
        return None

    def _that_ahead(self, j: int, patterns: frozenset[str]) -> int | None:
        flags, forms = self.r.flags, self.r.forms
        if not patterns & {"clause", "that", "tell"}:
            return None
        if not ("tell" in patterns or flags[j] & (PREPOSITION | TIME | ADVERB | NEWS_EVENT)):
            return None
        for k in range(j, min(self.end, j + _LOOK_AHEAD)):
            if forms[k] in ("that", "whether") and k > j:
                return k
            if flags[k] & (COLON | STOP | QUOTE | DASH) or flags[k] & PRONOUN and k > j and not flags[k] & DETERMINER:
                return None
        return None

    def _skip_time(self, j: int) -> int:
        flags, forms = self.r.flags, self.r.forms
        k = j
        while k < self.end:
            if flags[k] & TIME or (flags[k] & ADVERB and forms[k] not in ("there", "all", "both")):
                k += 1
            elif forms[k] in ("on", "in", "at", "during", "late", "early") and k + 1 < self.end and flags[k + 1] & TIME:
                k += 2
                while k < self.end and forms[k].isdigit():
                    k += 1
            elif forms[k] in ("in", "at", "during", "on", "via", "by") and self._event_phrase(k) > k:
                k = self._event_phrase(k)
            else:
                break
        return k

    def _event_phrase(self, k: int) -> int:
        """Return the end of "in a statement", "at a press conference", ``k`` where there is none."""
        for m in range(k + 1, min(self.end, k + 6)):
            if self.r.flags[m] & NEWS_EVENT and not (m + 1 < self.end and self.r.flags[m + 1] & NEWS_EVENT):
                return m + 1
            if self.r.flags[m] & PUNCTUATION:
                break
        return k

    def _after_addressee(self, j: int) -> int | None:
        flags, forms = self.r.flags, self.r.forms
        k = j
        if k < self.end and flags[k] & DETERMINER:
            k += 1
        limit = min(self.end, k + 6)
        if k < limit and flags[k] & CAPITAL:
            while k < limit and flags[k] & CAPITAL:
                k += 1
        else:
            k += 1
        k = self._skip_time(k)
        if k >= self.end or flags[k] & (STOP | COMMA):
            return None
        return k

    # --- extents --------------------------------------------------------------------------------------------------
    def _inside(self, hit: Hit) -> bool:
        return bool(self.reports) and self.reports[-1].first <= hit.first < self.reports[-1].last

    def _sibling(self, hit: Hit, region: int, shared: bool) -> bool:
        """Tell whether a cue inside the content of the one before belongs to the author's sentence again."""
        flags, forms = self.r.flags, self.r.forms
        if region <= self.u.first:
            return False
        p = region - 1
        while p > self.u.first and flags[p] & ADVERB:
            p -= 1
        f = flags[p]
        if hit.tag == "ing":
            return bool(f & COMMA)
        if shared:
            return hit.tag in ("ed", "s") and bool(f & (COORDINATOR | COMMA))
        if f & COORDINATOR or forms[p] in ("while", "as"):
            return p > self.u.first and (bool(flags[p - 1] & COMMA) or forms[p] in ("but", "while"))
        return forms[p] == ";"

    def _cut_before(self, region: int) -> None:
        """End the running content before a sibling cue."""
        if not self.reports or not self.reports[-1].first < region <= self.reports[-1].last:
            return
        flags = self.r.flags
        last = region
        while last > self.reports[-1].first and flags[last - 1] & (COORDINATOR | COMMA | ADVERB | STOP | DASH):
            last -= 1
        self.reports[-1].last = last
        if last - self.reports[-1].first < 1:
            self.reports.pop()

    def _content_end(self, start: int) -> int:
        """The end of content that begins at ``start``: the unit's end or the next quotation that stands alone."""
        for block in self.u.blocks:
            if block.first >= start:
                return min(self.end, block.first)
        return self.end

    def _phrase_end(self, start: int) -> int:
        flags = self.r.flags
        k = start
        while k < self.end and not (flags[k] & (COMMA | STOP | COLON | DASH | BE | AUX) or self.r.block_of[k] >= 0):
            k += 1
        return k

    def _report(self, first: int, last: int, speaker: Range | None, cue_at: Range, cue: Cue) -> None:
        flags = self.r.flags
        while first < last and flags[first] & (COMMA | COLON | DASH):
            first += 1
        while last > first and flags[last - 1] & (COMMA | COLON | DASH) and self.r.block_of[last - 1] < 0:
            last -= 1
        if last <= first or not any(flags[k] & WORD for k in range(first, min(last, first + 3))):
            return
        if self.r.block_of[first] >= 0:
            return
        self.reports.append(Report(first, last, "indirect", speaker, cue_at, cue))
        self.done = max(self.done, last)


def _content_end(reading: Reading, unit: Unit) -> int:
    end = unit.last
    while end > unit.first and reading.forms[end - 1] in (".", "!", "?", ";", ":"):
        end -= 1
    return end
