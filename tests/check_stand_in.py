"""Stands in for a language model: answers what the first argument says, as well or as badly as a program can."""

import json
import os
import sys
import time

question = json.loads(sys.stdin.read()) if sys.argv[1] != "deaf" else {}


def find(words):
    """Return the number of the sentence that has some words."""
    return next(one["sentence"] for one in question["article"]["sentences"] if words in one["text"])


def make(quote, actor, asked, stance, basis="reported", **more):
    return {
        **{"sentence": find(quote), "quote": quote, "actor": actor, "question": f"quay-closure/{asked}"},
        **{"stance": stance, "basis": basis},
        **more,
    }


GOOD = {
    "missing": ("closing the quay would cost 12 million", "harbour-authority", "city-pays", "oppose"),
    "differing": ("voted on Tuesday to close the old quay", "city-council", "close-now", "mixed"),
    "agreed": ("the city will carry the bill", "city-council", "city-pays", "support", "stated"),
}


def answer():
    how = sys.argv[1]
    good = [make(*one) for one in GOOD.values()] if question else []
    if how == "good":
        return {"positions": good}
    if how == "mixed":
        [one] = good[:1]
        return {
            "positions": [
                one,
                *({**one, **bad} for bad in (
                    {"actor": "nobody"}, {"question": "quay-closure/nothing"}, {"stance": "pro"}, {"basis": "sure"},
                    {"quote": "closing the quay […] 12 million"}, {"quote": "closing the quay [...] 12 million"},
                    {"quote": "closing the quay costs 12 million"}, {"sentence": 1}, {"sentence": 999},
                    {"sentence": True}, {"quote": ["a"]}, {"quote": ""}, {"basis": "stated"},
                )),
                "no position", None,
            ]
        }  # fmt: skip
    if how == "environment":
        return {"positions": [], "cwd": os.getcwd(), "keys": sorted(question)}
    return {"positions": []}


match sys.argv[1]:
    case "prose":
        print("Here are the positions: none.")
    case "list":
        print(json.dumps("no positions"))
    case "bytes":
        sys.stdout.buffer.write(b"\xff\xfe{")
    case "deep":
        print("[" * 100_000)
    case "huge":
        while True:
            sys.stdout.write("x" * 65536)
    case "hang":
        if os.fork() == 0:
            time.sleep(600)  # holds the pipes open
        time.sleep(600)
    case "fail":
        sys.stderr.write("no key\x1b[2J\x07 for\u202e the model\n")
        sys.exit(3)
    case "deaf":
        print(json.dumps({"positions": []}))
    case _:
        print(json.dumps(answer()))
        sys.stderr.write("a warning\x1b[31m\n" * 100_000)
