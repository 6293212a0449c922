// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/runbook.h"

#include "models/runbook/stepschema.h"

#include <QByteArrayView>
#include <QCryptographicHash>

#include <algorithm>
#include <set>

namespace runbook {

namespace {

std::string replaced(const std::string& text, const std::map<std::string, std::string>& parameters,
                     std::set<std::string>& missing)
{
    std::string result;
    std::size_t copied = 0;
    for (const Placeholder& placeholder : placeholders(text)) {
        const auto value = parameters.find(placeholder.name);
        if (value == parameters.end()) {
            missing.insert(placeholder.name);
            continue;
        }
        result.append(text, copied, placeholder.begin - copied).append(value->second);
        copied = placeholder.end;
    }
    return result.append(text, copied);
}

constexpr const char* kCurrent = "current";

// What serves now need not be known: then the candidate is asked alone.
void takeCurrent(Step& step, const std::map<std::string, std::string>& parameters)
{
    const auto current = step.fields.find(kCurrent);
    if (step.kind != StepKind::Probe || current == step.fields.end())
        return;
    std::set<std::string> missing;
    current->second = replaced(current->second, parameters, missing);
    if (!missing.empty())
        step.fields.erase(current);
}

Step filled(const Step& step, const std::map<std::string, std::string>& parameters,
            std::set<std::string>& missing)
{
    std::set<std::string> missingInProse;
    Step result = step;
    result.title = replaced(step.title, parameters, missing);
    result.risk = replaced(step.risk, parameters, missing);
    result.lever = replaced(step.lever, parameters, missing);
    result.to = replaced(step.to, parameters, missing);
    for (auto& [name, value] : result.fields) {
        if (name != kCurrent || step.kind != StepKind::Probe)
            value = replaced(value, parameters, missing);
    }
    takeCurrent(result, parameters);
    result.text = replaced(step.text, parameters, missingInProse);
    return result;
}

} // namespace

const char* toString(CommitState state)
{
    switch (state) {
    case CommitState::None:
        return "none";
    case CommitState::Committed:
        return "committed";
    case CommitState::Changed:
        return "changed";
    case CommitState::Unknown:
        return "unknown";
    }
    return "unknown";
}

std::string digestOf(const Runbook& runbook)
{
    const QByteArray text = QByteArray::fromStdString(runbook.markdown);
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString();
}

const char* toString(StepKind kind)
{
    switch (kind) {
    case StepKind::Manual:
        return "manual";
    case StepKind::Check:
        return "check";
    case StepKind::Wait:
        return "wait";
    case StepKind::Decide:
        return "decide";
    case StepKind::Lever:
        return "lever";
    case StepKind::Notify:
        return "notify";
    case StepKind::Probe:
        return "probe";
    }
    return "manual";
}

telemetry::Result<Step> withParameters(const Step& step,
                                       const std::map<std::string, std::string>& parameters)
{
    std::set<std::string> missing;
    Step result = filled(step, parameters, missing);
    if (missing.empty()) {
        const std::string problem = checkValues(result);
        if (problem.empty())
            return result;
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "Step \"" + step.id + "\": " + problem + ".");
    }
    std::string names;
    for (const std::string& name : missing)
        names += (names.empty() ? "" : ", ") + name;
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              "Step \"" + step.id + "\" needs a value for: " + names
                                  + ". Give each as --param NAME=VALUE.");
}

std::set<std::string> missingParameters(const Step& step,
                                        const std::map<std::string, std::string>& parameters)
{
    std::set<std::string> missing;
    filled(step, parameters, missing);
    return missing;
}

Step withKnownParameters(const Step& step, const std::map<std::string, std::string>& parameters)
{
    auto known = parameters;
    for (const std::string& name : missingParameters(step, parameters)) {
        std::string words = "the " + name;
        std::ranges::replace(words, '_', ' ');
        known[name] = std::move(words);
    }
    std::set<std::string> missing;
    return filled(step, known, missing);
}

} // namespace runbook
