// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/profile.h"
#include "models/yaml/scope.h"

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
    OperationParser(std::vector<yaml::Problem>& problems, std::vector<std::string> known)
        : m_problems(problems)
        , m_known(std::move(known))
    {
    }

    TextTemplate readTemplate(const yaml::Node& node);
    RequestTemplate readRequest(const yaml::Scope& scope);
    Selector readSelector(const yaml::Node& node);
    ReadOperation readReading(const yaml::Node& node);
    WriteOperation readWriting(const yaml::Node& node, const std::string& what);

private:
    void checkPointer(const yaml::Node& node);
    void readDecoders(const yaml::Node& node, Selector& selector);
    void readSource(const yaml::Scope& scope, Selector& selector);
    std::optional<Selector> readOptionalSelector(const yaml::Scope& scope, std::string_view key);
    std::vector<int> readStatuses(const yaml::Node& node);
    Condition readCondition(const yaml::Node& node);
    ReplyMatch readMatch(const yaml::Node& node);
    ReplyRule readRule(const yaml::Node& node);

    std::vector<yaml::Problem>& m_problems;
    std::vector<std::string> m_known;
};

} // namespace actuation
