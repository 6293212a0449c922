// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/redact/redactor.h"

#include "models/redact/patterns.h"
#include "models/redact/textredaction.h"
#include "models/redact/wireredaction.h"

#include <iterator>
#include <utility>

namespace redact {

Redactor::Redactor(std::shared_ptr<const Patterns> patterns)
    : m_patterns(std::move(patterns))
{
}

telemetry::Result<std::shared_ptr<const Redactor>> Redactor::create(const std::vector<Rule>& rules)
{
    auto patterns = Patterns::compile(rules);
    if (!patterns)
        return tl::make_unexpected(patterns.error());
    return std::shared_ptr<const Redactor>(new Redactor(std::move(*patterns)));
}

std::shared_ptr<const Redactor> Redactor::shipped()
{
    static const auto redactor = create();
    return redactor.value();
}

std::shared_ptr<const std::string>
Redactor::redact(telemetry::SignalKind signal, std::shared_ptr<const std::string> request,
                 std::vector<telemetry::Redaction>& redactions) const
{
    WireRedaction redaction(*m_patterns, signal);
    auto changed = redaction.redact(*request);
    if (!changed)
        return request;
    auto taken = redaction.takeRedactions();
    std::move(taken.begin(), taken.end(), std::back_inserter(redactions));
    return std::make_shared<const std::string>(std::move(*changed));
}

void Redactor::redact(std::string& text, const std::string& service,
                      std::vector<telemetry::Redaction>& redactions) const
{
    TextRedaction redaction(*m_patterns);
    auto changed = redaction.redact(text);
    if (!changed)
        return;
    text = std::move(*changed);
    const auto counts = redaction.takeCounts();
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0)
            redactions.push_back(
                {.rule = m_patterns->rules()[i].id, .service = service, .count = counts[i]});
    }
}

std::optional<std::string> Redactor::markerOf(const std::vector<std::string>& names) const
{
    for (const std::string& name : names) {
        if (const auto rule = m_patterns->ruleForName(name))
            return m_patterns->marker(*rule);
    }
    return std::nullopt;
}

std::vector<std::string> Redactor::ruleIds() const
{
    std::vector<std::string> ids;
    for (const Rule& rule : m_patterns->rules())
        ids.push_back(rule.id);
    return ids;
}

} // namespace redact
