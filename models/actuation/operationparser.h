// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/profile.h"
#include "models/runbook/yamlscope.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actuation {

// Reads what a profile says about single requests and their replies.
class OperationParser
{
public:
    // `known`: the variables that templates may use, besides secret and token in headers.
    OperationParser(std::vector<runbook::Problem>& problems, std::vector<std::string> known)
        : m_problems(problems)
        , m_known(std::move(known))
    {
    }

    TextTemplate readTemplate(const runbook::YamlNode& node);
    RequestTemplate readRequest(const runbook::YamlScope& scope);
    Selector readSelector(const runbook::YamlNode& node);
    ReadOperation readReading(const runbook::YamlNode& node);
    WriteOperation readWriting(const runbook::YamlNode& node, const std::string& what);

private:
    void checkPointer(const runbook::YamlNode& node);
    void readDecoders(const runbook::YamlNode& node, Selector& selector);
    void readSource(const runbook::YamlScope& scope, Selector& selector);
    std::optional<Selector> readOptionalSelector(const runbook::YamlScope& scope,
                                                 std::string_view key);
    std::vector<int> readStatuses(const runbook::YamlNode& node);
    Condition readCondition(const runbook::YamlNode& node);
    ReplyMatch readMatch(const runbook::YamlNode& node);
    ReplyRule readRule(const runbook::YamlNode& node);

    std::vector<runbook::Problem>& m_problems;
    std::vector<std::string> m_known;
};

} // namespace actuation
