// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/profile.h"
#include "models/yaml/scope.h"

#include <string>
#include <string_view>
#include <vector>

namespace actuation {

// Reads the levers of a profile whose operations are read already.
class LeverParser
{
public:
    // `parameters`: names of the profile's, which variables of levers may use.
    LeverParser(std::vector<yaml::Problem>& problems, std::vector<std::string> parameters)
        : m_problems(problems)
        , m_parameters(std::move(parameters))
    {
    }

    void parse(const yaml::Node& list, Profile& profile);

private:
    std::vector<LeverValue> readValues(const yaml::Node& node);
    void readValuesBy(const yaml::Scope& scope, const Profile& profile, LeverProfile& lever);
    std::string expanded(const yaml::Scope& scope, std::string_view key, const Variables& each,
                         bool isRequired);
    std::string expanded(const yaml::Node& node, const Variables& each);
    void readLever(const yaml::Node& node, const Variables& each, Profile& profile);
    void readLeverValues(const yaml::Scope& scope, const Profile& profile, LeverProfile& lever);
    void readMeanings(const yaml::Scope& scope, const Variables& each, LeverProfile& lever);
    void readPattern(const yaml::Scope& scope, LeverProfile& lever);
    void readGuard(const yaml::Scope& parent, runbook::LeverGuard& guard);
    void readSeenAs(const yaml::Scope& scope, runbook::LeverDescription& description);
    void readLeverFamily(const yaml::Node& node, Profile& profile);
    void readVariables(const yaml::Scope& scope, const Variables& each, LeverProfile& lever);
    void checkClash(const yaml::Scope& scope, const yaml::Node& name, const Variables& each);
    void readLeverOperations(const yaml::Scope& scope, const Profile& profile, LeverProfile& lever);

    std::vector<yaml::Problem>& m_problems;
    std::vector<std::string> m_parameters;
};

} // namespace actuation
