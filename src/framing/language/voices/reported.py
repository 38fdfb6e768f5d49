"""Reported speech: for every cue its subject and the extent of what is reported.

A cue either precedes its content ("X said that ..."), follows it ("..., X said"), or stands inside it. Cues that follow
their content are read first, because everything before them in the sentence is theirs; then the others from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.language.matching import Hit
from framing.language.voices.cues import Cue
from framing.language.voices.extents import (
    clause_end,
    complement,
    is_infinitive,
    phrase_end,
    skip_addressee,
    skip_adverbial,
)
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
    POSSESSIVE,
    PERSONAL,
    PREPOSITION,
    PRONOUN,
    QUALIFIER,
    QUOTE,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    TIME,
    VERBAL,
    WORD,
)
from framing.language.voices.phrases import clause_subject, subject_after, subject_before
from framing.language.voices.reading import Range, Reading, Report, Unit
from framing.language.voices.verbs import is_animate, is_passive, reads_as_verb


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
        if hit.entry.verb and hit.tag in ("ed", "s") and not hit.entry.noun and "ambiguous" not in hit.entry.verb:
            reading.verbs[hit.first] = 1


def read_reports(reading: Reading, unit: Unit) -> tuple[list[Report], list[Anchor]]:
    """Return the reports of one unit outside its quotations, and the cues that quotations may attach to."""
    state = _State(reading, unit)
    rest = [hit for hit in unit.hits if not state.read_following(hit)]
    for hit in rest:
        if not state.within_following(hit):
            state.read(hit)
    state.reports.sort(key=lambda report: report.first)
    state.anchors.sort(key=lambda anchor: anchor.first)
    return state.reports, state.anchors


class _State:
    def __init__(self, reading: Reading, unit: Unit) -> None:
        self.r = reading
        self.u = unit
        self.reports: list[Report] = []
        self.anchors: list[Anchor] = []
        self.taken: list[Range] = []  # content and cue of reports whose cue follows
        self.low = unit.first  # where the next content that precedes its cue may begin
        self.end = unit.last
        while self.end > unit.first and reading.forms[self.end - 1] in (".", "!", "?", ";", ":", "…"):
            self.end -= 1
        self.fronted = self._fronted()
        self.last: Report | None = None  # the running report of the left-to-right pass

    # --- cues that follow their content ---------------------------------------------------------------------------
    def read_following(self, hit: Hit) -> bool:
        cue: Cue = hit.entry
        if "post" not in cue.verb and "quote" not in cue.verb or hit.tag not in ("ed", "s", "base"):
            return False
        if not reads_as_verb(self.r, self.u, hit) or is_passive(self.r, self.u, hit):
            return False
        inverted = self._inverted(hit)
        if inverted is not None:
            self._following(hit, inverted, hit.first, inverted[1])
            return True
        if hit.first > self.u.first and self.r.forms[hit.first - 1] == "to":
            return False
        speaker = subject_before(self.r, hit.first, self.low)
        if speaker is None or self.r.forms[speaker[0]] in ("who", "which", "that", "what"):
            return False
        if not self._stands_after(hit, speaker[0]):
            return False
        self._following(hit, speaker, speaker[0], hit.last)
        return True

    def _inverted(self, hit: Hit) -> Range | None:
        """The subject after the cue: "..., said Peskov"."""
        flags = self.r.flags
        i = hit.first
        if hit.tag == "base" or i == self.u.first or hit.last >= self.end:
            return None
        quoted = self.r.block_of[i - 1] >= 0
        if not (flags[i - 1] & (COMMA | QUOTE | DASH) or quoted):
            return None
        quoted = quoted or (i - 2 >= self.u.first and self.r.block_of[i - 2] >= 0)
        found = subject_after(self.r, hit.last, self.end)
        if found is None or flags[hit.last] & (COMPLEMENT | TIME):
            return None
        follow = flags[found[1]] if found[1] < self.end else STOP
        if quoted:
            return found
        if not follow & (COMMA | STOP | COLON | QUOTE | DASH | PREPOSITION | TIME):
            return None
        before = subject_before(self.r, i, self.low)
        if before is not None and (not follow & (COMMA | STOP) or self._is_apposition(before)):
            return None
        return found if "post" in hit.entry.verb else None

    def _is_apposition(self, subject: Range) -> bool:
        """Tell whether a subject with a comma phrase opens the sentence: "Ada Smith, the minister, said"."""
        flags = self.r.flags
        if not flags[subject[1] - 1] & COMMA:
            return False
        if any(not flags[k] & (COORDINATOR | ADVERB) for k in range(self.low, subject[0])):
            return False
        return not any(flags[k] & VERBAL or self.r.verbs[k] for k in range(*subject))

    def _stands_after(self, hit: Hit, region: int) -> bool:
        """Tell whether the content stands before the subject that begins at ``region``."""
        flags, blocks = self.r.flags, self.r.block_of
        if region - self.low < 2:
            return False
        quoted = blocks[region - 1] >= 0 or (flags[region - 1] & (COMMA | DASH) and blocks[region - 2] >= 0)
        if quoted:
            return True
        if "post" not in hit.entry.verb or not flags[region - 1] & (COMMA | QUOTE | DASH):
            return False
        after = self._tail(hit, hit.last)
        if after >= self.end:
            return True
        if blocks[after] >= 0 or not flags[after] & (COMMA | DASH):
            return False
        return after + 1 < self.end and blocks[after + 1] < 0

    def _tail(self, hit: Hit, after: int) -> int:
        """The end of what trails a cue that follows its content."""
        if "tell" in hit.entry.verb:
            after = skip_addressee(self.r, after, self.end)
        return skip_adverbial(self.r, after, self.end)

    def _following(self, hit: Hit, speaker: Range, region: int, after: int) -> None:
        flags, blocks = self.r.flags, self.r.block_of
        cue_at = (hit.first, hit.last)
        after = max(after, hit.last)
        self.anchors.append(Anchor(region, after, speaker, cue_at, hit.entry, follows=True))
        last = region
        while last > self.low and flags[last - 1] & (COMMA | QUOTE | DASH) and blocks[last - 1] < 0:
            last -= 1
        first = self.low
        for k in range(last - 1, self.low - 1, -1):
            if blocks[k] >= 0:
                first = k + 1
                break
        if "post" in hit.entry.verb:
            self._report(first, last, speaker, cue_at, hit.entry)
        after = self._tail(hit, after) if speaker[1] <= hit.first else skip_adverbial(self.r, after, self.end)
        quoted = any(blocks[k] >= 0 for k in (region - 1, region - 2) if k >= self.u.first)
        goes_on = after < self.end and flags[after] & COMMA and speaker[1] <= hit.first and not quoted
        if goes_on and not self._new_clause(after + 1):
            stop = clause_end(self.r, after + 1, self.end)
            self._report(after + 1, stop, speaker, cue_at, hit.entry)
            after = stop
        self.taken.append((self.low, after))
        self.low = after

    def _new_clause(self, i: int) -> bool:
        """Tell whether what follows an interposed cue is the author's again: a participle, a relative, a time."""
        flags, forms = self.r.flags, self.r.forms
        if i >= self.end or self.r.block_of[i] >= 0:
            return True
        if forms[i].endswith("ing") or forms[i] in ("who", "which", "when", "while", "after", "as"):
            return True
        return bool(flags[i] & TIME)

    def within_following(self, hit: Hit) -> bool:
        return any(first <= hit.first < last for first, last in self.taken)

    # --- cues before their content --------------------------------------------------------------------------------
    def read(self, hit: Hit) -> None:
        cue: Cue = hit.entry
        if cue.other and cue.verb and self._bearer(hit) is None:
            # "worried" without a copula is the verb
            self.read(Hit(hit.first, hit.last, "ed", Cue(cue.term, cue.kind, cue.verb)))
        elif "after" in cue.other:
            self._preposition(hit, cue)
        elif "adverb" in cue.other:
            self._hearsay(hit, cue)
        elif cue.other:
            self._noun(hit, cue, cue.other)
        elif reads_as_verb(self.r, self.u, hit):
            if is_passive(self.r, self.u, hit):
                self._passive(hit, cue)
            else:
                self._verb(hit, cue)
        elif cue.noun and hit.tag != "ed":
            self._noun(hit, cue, cue.noun)

    def _noun(self, hit: Hit, cue: Cue, patterns: frozenset[str]) -> None:
        if self._inside(hit):
            return
        flags, forms = self.r.flags, self.r.forms
        j = hit.last
        agent: Range | None = None
        if j < self.end and forms[j] in ("by", "from") and not cue.other:
            agent = subject_after(self.r, j + 1, self.end)
            if agent is not None:
                j = agent[1]
        if j >= self.end:
            return
        word = forms[j]
        clause = "that" in patterns and flags[j] & COMPLEMENT and word not in ("who", "which", "where", "when")
        if clause and word == "that" and cue.noun and j + 1 < self.end and flags[j + 1] & VERBAL:
            return  # a relative clause: "the statement that was read out"
        if word == "to" and not ("over" in patterns or is_infinitive(self.r, j, self.end)):
            return
        if not (clause or word in patterns):
            return
        speaker = agent or (self._bearer(hit) if cue.other else self._possessor(hit) or self._governor(hit))
        if speaker is None and (cue.other or not (clause or word == "to") and cue.kind == "neutral"):
            return
        if clause or word == "to":
            self._report(j, clause_end(self.r, j, self.end), speaker, (hit.first, hit.last), cue)
        else:
            self._report(j + 1, phrase_end(self.r, j + 1, self.end), speaker, (hit.first, hit.last), cue)

    def _possessor(self, hit: Hit) -> Range | None:
        flags, forms = self.r.flags, self.r.forms
        k = hit.first - 1
        low = max(self.u.first, hit.first - 5)
        while k >= low and flags[k] & WORD:
            if forms[k] == "'s" or (forms[k] == "'" and k > low):
                found = subject_before(self.r, k, self.u.first)
                return (found[0], k) if found else None
            if flags[k] & POSSESSIVE:
                return k, k + 1
            if flags[k] & (DETERMINER | PREPOSITION):
                return None
            k -= 1
        return None

    def _bearer(self, hit: Hit) -> Range | None:
        """The subject of the copula before an adjective: "she was sure that"."""
        flags, forms = self.r.flags, self.r.forms
        k = hit.first - 1
        while k > self.u.first and flags[k] & ADVERB and not flags[k] & BE:
            k -= 1
        if k < self.u.first:
            return None
        if flags[k] & BE or forms[k] in ("remains", "remained", "became", "become", "feel", "felt", "seemed", "sounded"):
            return subject_before(self.r, k, self.u.first) or clause_subject(self.r, self.u.first, k)
        return None

    def _governor(self, hit: Hit) -> Range | None:
        """The subject of the verb that governs a noun cue: "they issued a warning that"."""
        if self.last is not None and self.last.speaker is not None and self.last.last >= hit.first:
            return self.last.speaker
        found = clause_subject(self.r, self.u.first, hit.first)
        return found if found is not None and found[1] < hit.first - 1 else None

    def _preposition(self, hit: Hit, cue: Cue) -> None:
        flags, blocks = self.r.flags, self.r.block_of
        speaker = subject_after(self.r, hit.last, self.end)
        if speaker is None:
            return
        cue_at = (hit.first, hit.last)
        after = speaker[1]
        self.anchors.append(Anchor(hit.first, after, speaker, cue_at, cue, hit.first > self.u.first))
        begun = self.last.last if self.last is not None else self.u.first
        if hit.first - self.u.first >= 3 and not self._inside(hit):
            self._report(max(begun, self.low), hit.first, speaker, cue_at, cue)
            while after < self.end and not flags[after] & COMMA and blocks[after] < 0:
                after += 1
            if after + 1 < self.end and hit.first > self.u.first and flags[hit.first - 1] & COMMA:
                return
        elif not self._inside(hit):
            while after < self.end and not flags[after] & COMMA and blocks[after] < 0:
                after += 1
            if after < self.end and blocks[after] < 0:
                self._report(after + 1, clause_end(self.r, after + 1, self.end), speaker, cue_at, cue)

    def _hearsay(self, hit: Hit, cue: Cue) -> None:
        if self._inside(hit):
            return
        start = self.last.last if self.last is not None else self.low
        if hit.last - hit.first > 1:
            start = hit.last
        self._report(start, clause_end(self.r, hit.last, self.end), None, (hit.first, hit.last), cue)

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
        clause = forms[j] in ("that", "to") and cue.verb & {"clause", "tell", "that"}
        wanted = clause or forms[j] in ("as", "of", "for") and cue.verb & {"object", "as"}
        if agent is None and not (clause or cue.kind == "accusing" and wanted):
            return
        if wanted:
            self._report(j, clause_end(self.r, j, self.end), agent, (hit.first, hit.last), cue)

    def _verb(self, hit: Hit, cue: Cue) -> None:
        r, forms = self.r, self.r.forms
        i = hit.first
        speaker: Range | None = None
        if not (i > self.u.first and forms[i - 1] == "to"):
            speaker = subject_before(r, i, self.u.first)
        if hit.tag == "ing" and speaker is not None and self._is_object(speaker, i):
            speaker = None
        shared = speaker is None
        if speaker is None:
            speaker = self._shared_subject(i)
        region = i if shared or speaker is None else min(speaker[0], i)
        if self._inside(hit) and not self._sibling(hit, region, shared):
            return
        if speaker is None and hit.tag != "ing":
            return
        if speaker is not None and "clause" not in cue.verb and not is_animate(r, speaker, self.u):
            return
        self.anchors.append(Anchor(region, hit.last, speaker, (i, hit.last), cue))
        start = complement(r, hit.last, self.end, cue)
        if start is None:
            if self._before_quotation(hit):
                self._cut_before(region)
            return
        self._cut_before(region)
        loose = not cue.verb & {"clause", "that", "tell", "to"}
        self._report(start, clause_end(r, start, self.end, loose), speaker, (i, hit.last), cue)
        if self.last is not None:
            self.last.clausal = bool(r.flags[start] & COMPLEMENT) or "clause" in cue.verb

    def _is_object(self, phrase: Range, i: int) -> bool:
        """Tell whether the noun before a participle is the object of the clause: "sent a letter urging"."""
        flags = self.r.flags
        first = phrase[0]
        if phrase[1] != i or first <= self.u.first or flags[first] & (CAPITAL | PERSONAL):
            return False
        return bool(flags[first - 1] & WORD) and not flags[first - 1] & (COORDINATOR | SUBORDINATOR | RELATIVE)

    def _shared_subject(self, i: int) -> Range | None:
        for anchor in reversed(self.anchors):
            if anchor.last <= i and anchor.speaker is not None:
                return anchor.speaker
        return clause_subject(self.r, self.u.first, i)

    # --- extents --------------------------------------------------------------------------------------------------
    def _inside(self, hit: Hit) -> bool:
        return self.last is not None and self.last.first <= hit.first < self.last.last

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
        if self._before_quotation(hit):
            return True
        if shared:
            return hit.tag in ("ed", "s") and bool(f & (COORDINATOR | COMMA))
        if f & COORDINATOR or forms[p] in ("while", "as"):
            return p > self.u.first and (bool(flags[p - 1] & (COMMA | DASH | QUOTE)) or forms[p] in ("but", "while"))
        strong = {"clause", "quote"} <= hit.entry.verb
        if strong and self.last is not None and not self.last.clausal and f & (SUBORDINATOR | COMPLEMENT | RELATIVE):
            return True
        return forms[p] == ";" or bool(f & COLON)

    def _before_quotation(self, hit: Hit) -> bool:
        """Tell whether a quotation that stands alone follows the cue at once."""
        j = hit.last
        while j < self.end and self.r.flags[j] & (COMMA | COLON):
            j += 1
        return j < self.end and self.r.block_of[j] >= 0 and "quote" in hit.entry.verb

    def _cut_before(self, region: int) -> None:
        """End the running content before a sibling cue."""
        if self.last is None or not self.last.first < region <= self.last.last:
            return
        flags = self.r.flags
        last = region
        while last > self.last.first and flags[last - 1] & (COORDINATOR | COMMA | ADVERB | STOP | DASH | SUBORDINATOR):
            last -= 1
        self.last.last = last
        if last <= self.last.first:
            self.reports.remove(self.last)

    def _fronted(self) -> int:
        """The comma that ends a subordinate clause at the beginning of the unit; -1 where there is none."""
        flags = self.r.flags
        i = self.u.first
        while i < self.end and flags[i] & (COORDINATOR | ADVERB) and not flags[i] & SUBORDINATOR:
            i += 1
        if i >= self.end or not flags[i] & SUBORDINATOR or flags[i] & (DETERMINER | PRONOUN):
            return -1
        for k in range(i, self.end):
            if flags[k] & COMMA:
                return k
        return -1

    def _report(self, first: int, last: int, speaker: Range | None, cue_at: Range, cue: Cue) -> None:
        flags, blocks = self.r.flags, self.r.block_of
        if first <= self.fronted < last and cue_at[0] < self.fronted and cue_at[0] < first:
            last = self.fronted
        while first < last and flags[first] & (COMMA | COLON | DASH):
            first += 1
        while last > first and flags[last - 1] & (COMMA | COLON | DASH) and blocks[last - 1] < 0:
            last -= 1
        if last <= first or blocks[first] >= 0 or not any(flags[k] & WORD for k in range(first, min(last, first + 3))):
            return
        report = Report(first, last, "indirect", speaker, cue_at, cue)
        self.reports.append(report)
        self.last = report
