// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/callfacts.h"
#include "models/dialect/fieldset.h"
#include "models/dialect/generationfiller.h"
#include "models/dialect/messagereader.h"
#include "models/dialect/tables.h"
#include "models/dialect/valuetree.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dialect {

// Reads one record after another; keeps its working memory between them. One thread at a time.
class RecordReader
{
public:
    // `tally`, if there is one, gets what each record is read from.
    explicit RecordReader(const CompiledTables& tables, RecordTally* tally = nullptr);

    // Loads a span: one pass over its message. The functions below then tell what it is.
    void load(const telemetry::SpanRecord& span);
    telemetry::StepKind kind() const;
    bool isFailed(); // by any dialect's way to say so
    telemetry::Generation generation(const telemetry::ResourceRecord* resource);
    // Of generation(), where no event of the span has a part in it.
    std::optional<CallFacts> callFacts();
    std::vector<telemetry::Evaluation> evaluations();
    telemetry::Step step();
    std::string indexVersion() const; // empty: not told

    // A log record as a part of a generation; nullopt when it is none.
    std::optional<telemetry::Generation> generation(const telemetry::LogRecord& log,
                                                    const telemetry::ResourceRecord* resource);
    std::optional<telemetry::Evaluation> evaluation(const telemetry::LogRecord& log);

private:
    struct Event
    {
        otlp::EventView view;
        const EventRule* rule = nullptr;
    };

    void clear();
    void tallyMessage(const EventRule& rule, const telemetry::Generation& generation);
    void tally(const telemetry::Generation& generation);
    void addMessage(const NodeRef& node, const EventRule& rule, telemetry::Carrier carrier,
                    telemetry::Generation& generation);
    NodeRef messageNode(const NodeRef& attributes);
    telemetry::Generation partOf(const telemetry::Generation& generation);
    void addEvents(telemetry::Generation& generation);
    void addDetails(const Event& event, telemetry::Generation& generation);
    void addSaid(const Event& event, telemetry::Generation& said);
    void aim(telemetry::Evaluation& evaluation) const;
    static void toToolResult(std::vector<telemetry::Message>& messages, const NodeRef& node);
    void addSaid(telemetry::Step& step);
    void fillFailure(telemetry::Generation& generation, bool isException);
    void addException(std::string& type, std::string& message);
    std::vector<telemetry::Document> eventDocuments();
    std::string stepName(telemetry::StepKind kind) const;
    std::optional<telemetry::Evaluation> verdict();

    const CompiledTables& m_tables;
    RecordTally* m_tally;
    ValueTree m_tree;
    ContentNotes m_notes;
    FieldSet m_fields;
    GenerationFiller m_filler;
    const telemetry::SpanRecord* m_span = nullptr;
    std::vector<Event> m_events; // those of the loaded span that have a rule
    otlp::LinkView m_link; // the last one
    std::size_t m_linkCount = 0;
    std::uint32_t m_dropped = 0;
};

} // namespace dialect
