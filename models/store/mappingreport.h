// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace store {

// What the telemetry cannot tell, and what follows: a sentence with places for figures and names.
// The window has it in its own language, all others in English.
struct Lack
{
    const char* pattern = ""; // marked for the translators in the context "store"
    std::vector<std::string> values = {}; // of its places %1, %2, ...
};
std::string english(const Lack& lack);

// What was understood of the telemetry of a service, by the way it came and the dialect it spoke.
// Counts are of records (spans, log records) as they came; a span sent again is counted once, one
// that came in several different copies once for each copy that brought news.

// A canonical field, and what filled it.
struct MappedAttribute
{
    std::string field; // as in the dialect tables
    std::string attribute; // empty: the event or log record as such carried it
    std::string event; // of a span event or log record; empty: the span itself
    std::int64_t count = 0;
    std::int64_t generations = 0; // of these, records of a generation
    std::int64_t generationLogs = 0; // of those, log records
};

struct UnmappedAttribute
{
    std::string name;
    std::int64_t count = 0;
    std::string example; // fit to be shown: see dialect::exampleText
};

struct MappingConflict
{
    std::string field;
    std::string won; // attribute that was believed
    std::string lost;
    std::string wonExample;
    std::string lostExample;
    std::int64_t count = 0;
};

struct DialectMapping
{
    std::string dialect; // empty: nothing in these records has a place in a table
    std::int64_t records = 0;
    std::int64_t generations = 0; // spans that are one
    std::int64_t generationLogs = 0; // log records that tell of one
    std::vector<MappedAttribute> fields; // by field, then most used first
    std::vector<UnmappedAttribute> unknown; // most seen first
    std::int64_t otherUnknown = 0; // beyond what is kept by name
    std::vector<MappingConflict> conflicts; // most seen first
    std::int64_t otherConflicts = 0;
    std::int64_t otherRecords = 0; // counted in `records`, and no further
};

// How often something is known of a generation (names: dialect::factName).
struct FactCount
{
    std::int64_t spans = 0;
    std::int64_t logs = 0;
};

// An instance of a service: service.instance.id, else its pod, else its host.
struct InstanceMapping
{
    std::string instance; // empty: it does not tell
    std::int64_t records = 0;
    std::int64_t generations = 0;
    std::int64_t generationLogs = 0;
    std::vector<std::string> dialects; // other than none
    std::map<std::string, FactCount> facts; // of generations
};

struct SourceMapping
{
    std::string source; // otlp-http, otlp-grpc, a pull source or a file; empty: others
    std::string service;
    std::int64_t records = 0;
    std::int64_t generations = 0;
    std::int64_t generationLogs = 0;
    std::vector<DialectMapping> dialects; // most records first
    std::map<std::string, FactCount> facts; // of generations
    // Most records first. Empty where they were not kept: recordings of an older Plumbline.
    std::vector<InstanceMapping> instances;
    std::int64_t otherInstances = 0; // records of instances beyond what is kept by name
    // Of the service, by whatever source: its answers, and those that were held against something.
    std::int64_t answers = 0;
    std::int64_t groundedAnswers = 0;
    std::vector<Lack> cannotTell;
};

// Of the records of generations that can carry it, spans or log records or both, those where it
// fills its field: 0 to 1. Absent where there are none.
std::optional<double> shareOf(const MappedAttribute& mapped, const DialectMapping& dialect);

// The sentences for a source whose other members are filled.
std::vector<Lack> cannotTell(const SourceMapping& source);

} // namespace store
