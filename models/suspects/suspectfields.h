// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/suspects.h"
#include "models/suspects/filter.h"
#include "models/suspects/verdicts.h"
#include "models/telemetry/generation.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace suspects {

// What a filter can ask of one suspect: fields of ours, else the attributes of its span, of the
// span's resource and of the span that the trace begins with, by their whole name or by what stands
// behind its last dots ("tenant" is "app.tenant" too). Content is composed and attributes are read
// when first asked for. One thread at a time.
class SuspectFields
{
public:
    SuspectFields(const store::Reader& reader, const store::View& view)
        : m_reader(reader)
        , m_view(view)
    {
    }

    // Both have to live as long as it is asked about.
    void setSuspect(const store::SuspectFacts& facts, double probability, const Verdict& verdict);
    FieldValue read(const std::string& field);
    // With its content; nothing when it is not known.
    const std::optional<telemetry::Generation>& generation();

    // Names that are no field of ours and that some suspect had.
    const std::set<std::string>& seenAttributes() const { return m_seen; }
    // ... and that any suspect was asked for.
    const std::set<std::string>& askedAttributes() const { return m_asked; }
    // That a read of the recording met; it then knows of nothing.
    const std::optional<telemetry::Error>& error() const { return m_error; }

private:
    using Attributes = std::vector<std::pair<std::string, std::string>>;
    FieldValue readCheap(const std::string& field) const;
    FieldValue readContent(const std::string& field);
    FieldValue readAttribute(const std::string& name);
    std::vector<telemetry::Step> stepsOfTrace();
    FieldValue readDocuments();
    FieldValue readIndexVersion();
    FieldValue readRepeatedCalls();
    const Attributes& attributes();
    const Attributes& retrievalAttributes();
    template<class Value>
    void append(telemetry::Result<Value> found, Attributes& attributes);

    const store::Reader& m_reader;
    const store::View& m_view;
    const store::SuspectFacts* m_facts = nullptr;
    const Verdict* m_verdict = nullptr;
    double m_probability = 0;
    std::optional<std::optional<telemetry::Generation>> m_generation;
    std::optional<Attributes> m_attributes;
    std::optional<Attributes> m_retrieval;
    std::set<std::string> m_seen;
    std::set<std::string> m_asked;
    std::optional<telemetry::Error> m_error;
};

// Whether a term can be told without composing the generation.
bool isCheap(const Term& term);

} // namespace suspects
