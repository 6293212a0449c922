// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/sourceprofile.h"
#include "models/yaml/scope.h"

#include <string>
#include <vector>

namespace pull {

// Reads the parts of a profile that say what a reply means. Problems are added to the scope's list.
class MappingParser
{
public:
    MappingParser(std::vector<yaml::Problem>& problems, std::vector<std::string> known)
        : m_problems(problems)
        , m_known(std::move(known))
    {
    }

    Template readTemplate(const yaml::Node& node) const;
    NamedTemplates readTemplates(const yaml::Scope& scope, std::string_view key) const;
    std::string readPointer(const yaml::Scope& scope, std::string_view key) const;
    std::chrono::seconds readSeconds(const yaml::Scope& scope, std::string_view key,
                                     std::chrono::seconds fallback) const;
    std::size_t readCount(const yaml::Scope& scope, std::string_view key,
                          std::size_t fallback) const;

    Field readField(const yaml::Node& node) const;
    std::vector<std::pair<std::string, Field>> readFields(const yaml::Scope& scope,
                                                          std::string_view key) const;
    RowMapping readRows(const yaml::Scope& feed, bool isAggregate) const;
    OtlpMapping readOtlp(const yaml::Scope& feed) const;
    PromMapping readPrometheus(const yaml::Scope& feed, bool isAggregate) const;
    AlertMapping readAlerts(const yaml::Scope& feed) const;

private:
    PromQuery readQuery(const yaml::Node& node, bool isAggregate) const;
    RowCondition readCondition(const yaml::Node& node) const;
    std::vector<RowCondition> readConditions(const yaml::Scope& scope) const;
    void checkFields(const yaml::Scope& feed, const RowMapping& mapping) const;
    void checkTotals(const yaml::Scope& feed, const RowMapping& mapping) const;
    std::map<std::string, std::string> readNames(const yaml::Scope& scope,
                                                 std::string_view key) const;
    void report(const yaml::Node& at, std::string message) const;

    std::vector<yaml::Problem>& m_problems;
    std::vector<std::string> m_known;
};

} // namespace pull
