// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/sourceprofile.h"
#include "models/runbook/yamlscope.h"

#include <string>
#include <vector>

namespace pull {

// Reads the parts of a profile that say what a reply means. Problems are added to the scope's list.
class MappingParser
{
public:
    MappingParser(std::vector<runbook::Problem>& problems, std::vector<std::string> known)
        : m_problems(problems)
        , m_known(std::move(known))
    {
    }

    Template readTemplate(const runbook::YamlNode& node) const;
    NamedTemplates readTemplates(const runbook::YamlScope& scope, std::string_view key) const;
    std::string readPointer(const runbook::YamlScope& scope, std::string_view key) const;
    std::chrono::seconds readSeconds(const runbook::YamlScope& scope, std::string_view key,
                                     std::chrono::seconds fallback) const;
    std::size_t readCount(const runbook::YamlScope& scope, std::string_view key,
                          std::size_t fallback) const;

    Field readField(const runbook::YamlNode& node) const;
    std::vector<std::pair<std::string, Field>> readFields(const runbook::YamlScope& scope,
                                                          std::string_view key) const;
    RowMapping readRows(const runbook::YamlScope& feed, bool isAggregate) const;
    OtlpMapping readOtlp(const runbook::YamlScope& feed) const;
    PromMapping readPrometheus(const runbook::YamlScope& feed, bool isAggregate) const;
    AlertMapping readAlerts(const runbook::YamlScope& feed) const;

private:
    PromQuery readQuery(const runbook::YamlNode& node, bool isAggregate) const;
    RowCondition readCondition(const runbook::YamlNode& node) const;
    std::vector<RowCondition> readConditions(const runbook::YamlScope& scope) const;
    void checkFields(const runbook::YamlScope& feed, const RowMapping& mapping) const;
    void checkTotals(const runbook::YamlScope& feed, const RowMapping& mapping) const;
    std::map<std::string, std::string> readNames(const runbook::YamlScope& scope,
                                                 std::string_view key) const;
    void report(const runbook::YamlNode& at, std::string message) const;

    std::vector<runbook::Problem>& m_problems;
    std::vector<std::string> m_known;
};

} // namespace pull
