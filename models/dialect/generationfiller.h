// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/fieldset.h"
#include "models/dialect/messagereader.h"
#include "models/dialect/tables.h"
#include "models/dialect/valuetree.h"
#include "models/telemetry/generation.h"

#include <cstdint>
#include <vector>

namespace dialect {

// Fills a generation from the fields of one record: a span, a span event or a log record.
class GenerationFiller
{
public:
    GenerationFiller(const CompiledTables& tables, ValueTree& tree, FieldSet& fields,
                     ContentNotes& notes)
        : m_tables(tables)
        , m_tree(tree)
        , m_fields(fields)
        , m_notes(notes)
    {
    }

    void fillScalars(telemetry::Generation& generation) const;
    void fillUsage(telemetry::Generation& generation) const; // of the scalars, how many tokens
    std::optional<std::int64_t> count(Field field) const;
    // The texts and what became of them. `dropped`: so many attributes or events of the record were
    // left out on its way.
    void fillContent(telemetry::Generation& generation, telemetry::Carrier carrier,
                     std::uint32_t dropped);
    // After the content: an answer's messages may name the reason.
    void fillFinishReasons(telemetry::Generation& generation);
    // After the content and the failure: where one name is told of the model, whose name it is.
    static void fillModel(telemetry::Generation& generation, const std::string& only);
    // What is to be said of messages that were read after fillContent().
    telemetry::ContentState stateOf(const std::vector<telemetry::Message>& messages);

private:
    struct Side
    {
        std::vector<telemetry::Message> messages;
        telemetry::ContentState state = telemetry::ContentState::NotCaptured;
    };
    Side readSide(Field field, std::string_view role, std::uint32_t dropped);
    Side readCandidate(const FieldSet::Candidate& candidate, std::string_view role,
                       std::uint32_t dropped);
    Side composedAnswer();
    void readAllMessages(Side& input, Side& output);
    void addReference(Field field, std::string_view role, Side& side) const;
    std::optional<double> amount(Field field) const;
    void fillFirstToken(telemetry::Generation& generation) const;
    void fillTools(telemetry::Generation& generation);
    void fillFormat(telemetry::Generation& generation);
    void settleEmptyAnswer(telemetry::Generation& generation) const;

    const CompiledTables& m_tables;
    ValueTree& m_tree;
    FieldSet& m_fields;
    ContentNotes& m_notes;
};

} // namespace dialect
