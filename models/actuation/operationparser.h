// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/operations.h"
#include "models/actuation/replyparser.h"
#include "models/yaml/scope.h"

#include <string>
#include <vector>

namespace actuation {

// The names that requests of a profile may use.
struct KnownNames
{
    std::vector<std::string> variables; // besides secret and token in headers
    std::vector<std::string> hosts;
    std::vector<std::string> authentications;
    // Of checks of what serves that ask the control plane itself and name none.
    std::string servesAuth = {};
};

// Reads what a profile says about single requests, and how a lever is read, moved and seen to
// serve.
class OperationParser
{
public:
    OperationParser(std::vector<yaml::Problem>& problems, KnownNames known)
        : m_problems(problems)
        , m_known(std::move(known))
        , m_replies(problems, m_known.variables)
    {
    }

    RequestTemplate readRequest(const yaml::Scope& scope);
    Operations readOperations(const yaml::Node& key, const yaml::Node& node);

private:
    void readHeaders(const yaml::Scope& scope, RequestTemplate& request);
    void readBody(const yaml::Scope& scope, RequestTemplate& request);
    BodyEdit readEdit(const yaml::Node& node);
    std::vector<Lookup> readLookups(const yaml::Scope& parent);
    ReadOperation readReading(const yaml::Node& node);
    WriteOperation readWriting(const yaml::Node& node, const std::string& what);
    WriteStep readStep(const yaml::Scope& scope, const std::string& what);
    FinishCheck readFinish(const yaml::Node& node);
    void checkOutOfPlace(const yaml::Node& operations);
    void readTimes(const yaml::Scope& scope, ServingCheck& check);
    std::vector<ReplyRule> readRules(const yaml::Node& node);
    DryRunRequest readDryRun(const yaml::Node& node, const yaml::Scope& step,
                             const WriteStep& written);
    std::vector<ServingCheck> readChecks(const yaml::Scope& parent, std::string_view key);

    std::vector<yaml::Problem>& m_problems;
    KnownNames m_known;
    ReplyParser m_replies;
};

} // namespace actuation
