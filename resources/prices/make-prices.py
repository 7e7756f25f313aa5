#!/usr/bin/env python3
# SPDX-FileCopyrightText: Signalbox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes our price table from the data file of genai-prices:

    make-prices.py genai-prices-YYYY-MM.json > prices.json

Prices become integer micro-dollars per million tokens. What our accounts cannot tell apart (audio,
images, searches) is left out. README.md beside this file describes the format.
"""

import json
import re
import sys
from decimal import Decimal
from pathlib import Path

# Theirs, ours.
PARTS = [
    ("input_mtok", "input"),
    ("cache_read_mtok", "cached_input"),
    ("cache_write_mtok", "cache_write"),
    ("output_mtok", "output"),
    ("output_reasoning_mtok", "reasoning"),
]
REQUESTS = ("requests_kcount", "per_thousand_requests")


def micro_dollars(dollars):
    exact = Decimal(str(dollars)) * 1_000_000
    return int(exact.to_integral_value())


def prices_of(theirs):
    ours = {}
    tiers = {}
    for their_name, our_name in PARTS + [REQUESTS]:
        value = theirs.get(their_name)
        if value is None:
            continue
        if not isinstance(value, dict):
            ours[our_name] = micro_dollars(value)
            continue
        ours[our_name] = micro_dollars(value["base"])
        for tier in value["tiers"]:
            tiers.setdefault(tier["start"], {})[our_name] = micro_dollars(tier["price"])
    if tiers:
        ours["tiers"] = [{"above": start, **tiers[start]} for start in sorted(tiers)]
    return ours


def variants_of(theirs):
    """The price there always is first; a later one wins while its condition holds."""
    variants = []
    for entry in theirs if isinstance(theirs, list) else [{"prices": theirs}]:
        prices = prices_of(entry["prices"])
        if not prices:
            continue
        constraint = entry.get("constraint") or {}
        if "start_date" in constraint:
            prices["from"] = constraint["start_date"]
        if "start_time" in constraint:
            prices["daily"] = [constraint["start_time"][:5], constraint["end_time"][:5]]
        variants.append(prices)
    return variants


def provider_of(theirs):
    models = []
    for model in theirs["models"]:
        prices = variants_of(model["prices"])
        if not prices:
            continue
        entry = {"id": model["id"], "match": model["match"], "prices": prices}
        if "context_window" in model:
            entry["context_window"] = model["context_window"]
        models.append(entry)
    provider = {"id": theirs["id"], "name": theirs["name"], "url": theirs["api_pattern"]}
    if "model_match" in theirs:
        provider["model_match"] = theirs["model_match"]
    if "fallback_model_providers" in theirs:
        provider["models_of"] = theirs["fallback_model_providers"]
    provider["models"] = models
    return provider


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make-prices.py genai-prices-YYYY-MM.json > prices.json")
    path = Path(sys.argv[1])
    date = re.search(r"\d{4}-\d{2}(-\d{2})?", path.name)
    providers = [provider_of(p) for p in json.loads(path.read_text(encoding="utf-8"))]
    # One model a line, so that a new table is a diff that can be read.
    print('{"signalbox_prices":1,')
    print('"source":"genai-prices",')
    print(f'"date":{compact(date.group(0) if date else "")},')
    print('"providers":[')
    for i, provider in enumerate(providers):
        models = provider.pop("models")
        print(compact(provider)[:-1] + ',"models":[')
        print(",\n".join(compact(model) for model in models))
        print("]}" + ("," if i + 1 < len(providers) else ""))
    print("]}")


if __name__ == "__main__":
    main()
