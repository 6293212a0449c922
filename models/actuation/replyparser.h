// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/operations.h"
#include "models/yaml/scope.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actuation {

// Reads what a profile says about replies: what is taken out of them, and what they mean.
class ReplyParser
{
public:
    // `known`: the variables that templates may use.
    ReplyParser(std::vector<yaml::Problem>& problems, std::vector<std::string> known)
        : m_problems(problems)
        , m_known(std::move(known))
    {
    }

    TextTemplate readTemplate(const yaml::Node& node);
    TextTemplate readPointer(const yaml::Node& node);
    Selector readSelector(const yaml::Node& node);
    std::optional<Selector> readOptionalSelector(const yaml::Scope& scope, std::string_view key);
    std::vector<Taken> readTaken(const yaml::Scope& scope, std::string_view key);
    std::vector<int> readStatuses(const yaml::Node& node);
    ReplyMatch readMatch(const yaml::Node& node);
    ReplyRule readRule(const yaml::Node& node);
    // "absent_status", or "absent" with a status and more.
    ReplyMatch readAbsence(const yaml::Scope& scope);
    std::vector<Premise> readPremises(const yaml::Scope& parent);
    // "require" of a write, where each names a lookup, or of a reading.
    std::vector<Requirement> readRequirements(const yaml::Scope& parent, bool isOfWrite);

private:
    void report(const yaml::Node& node, std::string message);
    void readDecoders(const yaml::Node& node, Selector& selector);
    void readSource(const yaml::Scope& scope, Selector& selector);
    std::string readPlace(const yaml::Node& node);
    void readSearch(const yaml::Scope& scope, Selector& selector);
    void readWay(const yaml::Scope& scope, Selector& selector);
    Condition readCondition(const yaml::Node& node);
    void readMatch(const yaml::Scope& scope, ReplyMatch& match);
    void readAlternatives(const yaml::Scope& scope, ReplyMatch& match);
    Requirement readRequirement(const yaml::Node& node, bool isOfWrite);

    std::vector<yaml::Problem>& m_problems;
    std::vector<std::string> m_known;
};

} // namespace actuation
