"""Pairs of an OKR and its rewrite: does the critic's score rise for honest rewrites, and for those alone?"""

import json
from pathlib import Path
from typing import Any

from assessments.critic.critique import criticise
from assessments.critic.language import load_language
from assessments.okr import KeyResult, Okr

PAIRS = Path(__file__).parent / "pairs"


def report(folder: Path) -> None:
    """Print how many pairs are ranked rightly, and each that is not."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(PAIRS.glob("*.jsonl"))]
    pairs = [json.loads(line) for text in texts for line in text.splitlines()]
    languages = {lang: load_language(folder, lang) for lang in {pair["lang"] for pair in pairs}}
    wrong = []
    for pair in pairs:
        original, rewrite = _okr(pair, "original"), _okr(pair, "rewrite")
        before = criticise(original, languages[pair["lang"]]).score
        after = criticise(rewrite, languages[pair["lang"]], original).score
        if (after > before) != pair["better"]:
            wrong.append(f"  {pair['id']} ({pair['kind']}): {before} before, {after} after")
    gamed = sum(not pair["better"] for pair in pairs)
    print(f"\n{len(pairs)} pairs, {gamed} of them attempts to game: {1 - len(wrong) / len(pairs):.3f} ranked rightly")
    print("\n".join(wrong))


def _okr(pair: dict[str, Any], side: str) -> Okr:
    """Return one side of a pair."""
    lines = tuple(map(KeyResult, pair[side]["key_results"]))
    return Okr(pair[side]["objective"], lines, cycle=pair["cycle"], context=pair["context"])
