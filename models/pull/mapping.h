// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/template.h"
#include "models/telemetry/batch.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pull {

// What the replies of a feed mean, one mapping for each shape; part of a source's profile.

using NamedTemplates = std::vector<std::pair<std::string, Template>>;

// How a value of a reply is read.
enum class Format
{
    Auto, // text, numbers and flags as they are; times in RFC 3339 or SQL's form
    Seconds, // since the epoch, and so are the next three
    Milliseconds,
    Microseconds,
    Nanoseconds,
    Text,
    Integer,
    Number,
    Json, // structures as JSON text
};

// The value at the pointer is one of these (or, negated, none of these).
struct RowCondition
{
    std::string pointer;
    std::vector<std::string> values;
    bool isNegated = false;
};

// Takes one value out of a record: the first pointer that leads to something, or the literal.
struct Field
{
    std::vector<std::string> pointers;
    Template literal;
    Format format = Format::Auto;
    std::map<std::string, std::string> values; // theirs: ours; what is not in it stays
    std::optional<double> factor; // numbers are multiplied
    std::string lookup; // what "each" remembered under this name for the value found
    std::vector<RowCondition> when; // else the field gives nothing
    std::vector<Field> others; // the first that gives something, when this one does not

    bool isGiven() const { return !pointers.empty() || !literal.isEmpty(); }
};

enum class RecordKind
{
    Span,
    Evaluation, // a log record gen_ai.evaluation.result
    Metric, // a gauge point
    Bucket, // totals of one signal, see store::CountedBucket
};

struct RowMapping
{
    RecordKind kind = RecordKind::Span;
    bool isLines = false; // one JSON record a line, not one document
    std::string rows; // pointer to the array
    std::vector<RowCondition> when; // records that count
    // The names that the kind knows: trace_id, span_id, start, ...; see README.md.
    std::map<std::string, Field> fields;
    std::vector<std::pair<std::string, Field>> attributes;
    std::vector<std::pair<std::string, Field>> resource;
    // Members of the object at these pointers become attributes, under a prefix.
    std::vector<std::pair<std::string, std::string>> spreads; // pointer, prefix
    // A span without its end is not taken yet, for so long.
    std::chrono::seconds patience{600};
};

struct OtlpMapping
{
    std::vector<std::string>
        at; // pointers to resourceSpans, or to spans when isFlat: the first that is there
    std::vector<RowCondition> incomplete; // the back end says that it gave a part only
    bool isFlat = false;
    telemetry::SignalKind signal = telemetry::SignalKind::Traces;
    NamedTemplates resource; // isFlat: attributes of the resource put around them
};

// One PromQL expression and what becomes of its series.
struct PromQuery
{
    enum class Kind
    {
        Range, // metric points
        Exemplars, // metric points with the exemplar's trace
        Count, // aggregate: totals of a bucket
        Failed,
        Badness, // a level in [0, 1], 1 is bad
        Goodness, // or good
    };
    Kind kind = Kind::Range;
    Template expression;
    // Aggregate: the expression gives counters, one a series, not what each bucket counts: that is
    // the difference between its edges, also over resets.
    bool isCounter = false;
    std::string name; // of the metric; the series' own name when empty
    std::string unit;
    std::map<std::string, std::string> attributes; // label: attribute; others keep their name
    // Label: resource attribute. Of several labels for one attribute the first that is there
    // counts.
    std::vector<std::pair<std::string, std::string>> resource;
};

struct PromMapping
{
    std::vector<PromQuery> queries;
    std::chrono::seconds step{15}; // also the width of an aggregate's buckets
    std::vector<std::pair<std::string, Field>> key; // aggregate: of the signal, pointers are labels
    bool missingFailedIsZero = false; // aggregate: a count without its failures had none
};

struct AlertMapping
{
    enum class Kind
    {
        Alertmanager, // GET /api/v2/alerts
        Rules, // Prometheus' GET /api/v1/rules
    };
    Kind kind = Kind::Alertmanager;
    std::map<std::string, std::string> labels; // that the back end adds only when it sends
};

} // namespace pull
