// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/findinguses.h"

#include "models/items/differencewords.h"
#include "models/telemetry/inenglish.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <string_view>

using namespace Qt::StringLiterals;

namespace {

using causes::Cause;
using differences::NamedProperty;

struct Meaning
{
    std::string_view attribute; // as differences::Attribute names it
    Cause cause = Cause::ModelVersion;
    std::string_view lever; // its kind; empty: none
    std::string_view what = {}; // in parameters' names; empty: it is no value of one
    std::string_view change = {}; // field of store::ChangeRow
};

constexpr std::array kMeanings{
    Meaning{"model_served", Cause::ModelVersion, "pin", "model", "model"},
    Meaning{"model_requested", Cause::ModelVersion, "pin"},
    Meaning{"provider", Cause::ModelVersion, "pin"},
    Meaning{"adapter", Cause::FineTune, "adapter", "adapter", "adapter"},
    Meaning{"prompt_version", Cause::Prompt, "prompt", "prompt", "prompt_version"},
    Meaning{"prompt_name", Cause::Prompt, "prompt"},
    Meaning{"document", Cause::Index, "index"},
    Meaning{"input_tokens", Cause::Truncation, "breaker"},
    Meaning{"fill", Cause::Truncation, "breaker"},
    Meaning{"messages", Cause::Truncation, "breaker"},
    Meaning{"load", Cause::Load, "shed"},
    Meaning{"tool_called", Cause::AgentLoop, "steps"},
    Meaning{"tool_used", Cause::AgentLoop, "steps"},
    Meaning{"content_state", Cause::Telemetry, "instrumentation"},
    Meaning{"dialect", Cause::Telemetry, "instrumentation"}};

constexpr Meaning kIndexVersion{"index_version", Cause::Index, "index", "index", "index_version"};

// Instrumentations name it in many ways: "retrieval:gen_ai.data_source.version".
bool isIndexVersion(std::string_view id)
{
    const auto holds = [id](std::string_view part) { return id.find(part) != id.npos; };
    return id.ends_with("version")
        && (holds("retrieval") || holds("index") || holds("data_source"));
}

const Meaning* meaningOf(const NamedProperty& property)
{
    if (isIndexVersion(property.attribute.id))
        return &kIndexVersion;
    const auto* const found =
        std::ranges::find(kMeanings, std::string_view(property.attribute.id), &Meaning::attribute);
    return found == kMeanings.end() ? nullptr : found;
}

const Meaning* meaningOf(const differences::DifferenceRow& finding)
{
    if (const Meaning* own = meaningOf(finding.property))
        return own;
    for (const NamedProperty& same : finding.sameAnswers)
        if (const Meaning* other = meaningOf(same))
            return other;
    return nullptr;
}

std::string kindOf(const std::string& lever)
{
    return lever.substr(0, lever.find(':'));
}

} // namespace

std::optional<Cause> causeOf(const differences::DifferenceRow& finding)
{
    const Meaning* meaning = meaningOf(finding);
    return meaning != nullptr ? std::optional(meaning->cause) : std::nullopt;
}

std::string leverOf(const differences::DifferenceRow& finding)
{
    const Meaning* meaning = meaningOf(finding);
    return meaning == nullptr || finding.service.empty()
        ? std::string()
        : std::string(meaning->lever) + ':' + finding.service;
}

const runbook::Runbook* runbookWithLever(const std::string& lever, const std::string& check,
                                         const std::vector<runbook::Runbook>& runbooks)
{
    const runbook::Runbook* best = nullptr;
    for (const runbook::Runbook& runbook : runbooks) {
        const bool isWith = std::ranges::any_of(runbook.steps, [&](const runbook::Step& step) {
            return step.kind == runbook::StepKind::Lever && kindOf(step.lever) == kindOf(lever);
        });
        if (isWith && (best == nullptr || (best->check != check && runbook.check == check)))
            best = &runbook;
    }
    return best;
}

std::map<std::string, std::string> findingParameters(const differences::DifferenceRow& finding,
                                                     const std::vector<store::ChangeRow>& changes)
{
    std::map<std::string, std::string> parameters{{"service", finding.service}};
    std::vector<NamedProperty> all{finding.property};
    all.insert(all.end(), finding.sameAnswers.begin(), finding.sameAnswers.end());
    for (const NamedProperty& property : all) {
        const Meaning* meaning = meaningOf(property);
        if (meaning == nullptr || meaning->what.empty()
            || property.kind != NamedProperty::Kind::Value)
            continue;
        parameters.emplace("suspect_" + std::string(meaning->what), property.value);
        for (const store::ChangeRow& change : changes)
            if (change.service == finding.service && change.field == meaning->change
                && change.value == property.value && !change.previous.empty())
                parameters["last_good_" + std::string(meaning->what)] = change.previous;
    }
    return parameters;
}

telemetry::TimelineEntry hypothesisNote(const differences::DifferenceRow& finding,
                                        telemetry::Timestamp time)
{
    const telemetry::InEnglish recorded;
    const QString property = items::propertyText(finding.property);
    telemetry::TimelineEntry entry;
    entry.time = time;
    entry.kind = "note";
    entry.subject = finding.service;
    entry.text =
        u"Hypothesis: %1 – %2, %3"_s
            .arg(property, items::effectText(finding.difference), items::weightText(finding))
            .toStdString();
    const auto cause = causeOf(finding);
    const QJsonObject hypothesis{
        {u"attribute"_s, QString::fromStdString(finding.property.attribute.id)},
        {u"property"_s, property},
        {u"service"_s, QString::fromStdString(finding.service)},
        {u"cause"_s,
         cause ? QJsonValue(QString::fromLatin1(causes::causeName(*cause))) : QJsonValue()},
        {u"difference"_s, finding.difference.value},
        {u"difference_low"_s, finding.difference.low},
        {u"difference_high"_s, finding.difference.high}};
    entry.payload = QJsonDocument(QJsonObject{{u"hypothesis"_s, hypothesis}})
                        .toJson(QJsonDocument::Compact)
                        .toStdString();
    return entry;
}
