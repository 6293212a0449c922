// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/sentencewords.h"

#include "models/health/wordset.h"

#include <algorithm>
#include <array>

namespace health {

bool isCounter(std::string_view word)
{
    static const Words words{"step",  "day",     "option",   "part",     "chapter", "phase",
                             "week",  "item",    "section",  "question", "example", "figure",
                             "table", "version", "number",   "no",       "page",    "line",
                             "game",  "passage", "scenario", "case",     "round",   "level"};
    return words.contains(word);
}

bool isPronoun(std::string_view word)
{
    static const Words words{"it",    "he",    "she",   "they", "this",  "that",
                             "these", "those", "there", "its",  "their", "another"};
    return words.contains(word);
}

bool isConditional(std::string_view word)
{
    static const Words words{"if",      "when",      "whenever", "unless",    "until",
                             "whether", "once",      "while",    "otherwise", "would",
                             "suppose", "assume",    "assuming", "provided",  "imagine",
                             "whereas", "otherwise", "example",  "either",    "depending"};
    return words.contains(word);
}

bool isPassing(std::string_view word)
{
    static const Words words{
        "now",        "currently", "current",    "today",   "yesterday", "tomorrow",   "still",
        "sometimes",  "some",      "often",      "usually", "might",     "could",      "perhaps",
        "possibly",   "remaining", "left",       "latest",  "recently",  "previously", "formerly",
        "originally", "initially", "eventually", "nearly",  "almost",    "certain"};
    return words.contains(word);
}

bool isContrast(std::string_view word)
{
    static const Words words{
        "before",  "after", "since", "then",    "above", "below", "over",    "under",   "more",
        "most",    "less",  "least", "fewer",   "both",  "each",  "other",   "without", "from",
        "to",      "by",    "into",  "out",     "off",   "up",    "down",    "between", "during",
        "through", "all",   "any",   "every",   "only",  "again", "further", "same",    "than",
        "few",     "many",  "much",  "several", "i",     "me",    "my",      "we",      "us",
        "our",     "you",   "your",  "he",      "him",   "his",   "she",     "her",     "they",
        "them",    "their", "here",  "there",   "own",   "one"};
    return words.contains(word);
}

bool isCircumstance(std::string_view word)
{
    static const Words words{"in",    "on",  "at",   "by",    "from",  "during", "since",
                             "until", "for", "with", "under", "after", "before", "between"};
    return words.contains(word);
}

bool isUnitOfMeasure(std::string_view word)
{
    static const Words words{"s",
                             "ms",
                             "us",
                             "ns",
                             "h",
                             "min",
                             "sec",
                             "second",
                             "seconds",
                             "minute",
                             "minutes",
                             "hour",
                             "hours",
                             "day",
                             "days",
                             "week",
                             "weeks",
                             "month",
                             "months",
                             "year",
                             "years",
                             "decades",
                             "business",
                             "working",
                             "b",
                             "kb",
                             "mb",
                             "gb",
                             "tb",
                             "kib",
                             "mib",
                             "gib",
                             "tib",
                             "bytes",
                             "bits",
                             "mbit",
                             "gbit",
                             "mbps",
                             "gbps",
                             "m",
                             "mm",
                             "cm",
                             "km",
                             "meters",
                             "metres",
                             "miles",
                             "feet",
                             "inches",
                             "kilometers",
                             "kilometres",
                             "g",
                             "kg",
                             "mg",
                             "grams",
                             "kilograms",
                             "tons",
                             "tonnes",
                             "pounds",
                             "lb",
                             "lbs",
                             "oz",
                             "ounces",
                             "l",
                             "ml",
                             "liters",
                             "litres",
                             "gallons",
                             "degrees",
                             "c",
                             "f",
                             "k",
                             "percent",
                             "per",
                             "points",
                             "euros",
                             "euro",
                             "eur",
                             "dollars",
                             "dollar",
                             "usd",
                             "gbp",
                             "chf",
                             "yen",
                             "cents",
                             "rupees",
                             "hundred",
                             "thousand",
                             "million",
                             "billion",
                             "trillion",
                             "bn",
                             "times",
                             "users",
                             "people",
                             "persons",
                             "seats",
                             "requests",
                             "items",
                             "units",
                             "pieces",
                             "copies",
                             "goals",
                             "tokens",
                             "calls",
                             "words",
                             "pages",
                             "rows",
                             "watts",
                             "w",
                             "kw",
                             "kwh",
                             "mw",
                             "volts",
                             "v",
                             "amps",
                             "hz",
                             "khz",
                             "mhz",
                             "ghz",
                             "mph",
                             "kmh",
                             "knots",
                             "hpa",
                             "psi",
                             "bar",
                             "calories",
                             "kcal",
                             "employees",
                             "members",
                             "students",
                             "cores",
                             "nodes",
                             "gigabytes",
                             "megabytes",
                             "terabytes",
                             "kilobytes",
                             "milliseconds",
                             "microseconds",
                             "stars",
                             "votes",
                             "wins",
                             "games"};
    return words.contains(word);
}

unsigned tenseOf(std::string_view word)
{
    static const Words past{"was", "were", "had", "did"};
    static const Words future{"will", "shall"};
    static const Words modal{"should", "must", "ought", "may"};
    return past.contains(word) ? 1U : future.contains(word) ? 2U : modal.contains(word) ? 4U : 0U;
}

} // namespace health
