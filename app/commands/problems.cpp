// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/problems.h"

#include "app/commands/jsonrows.h"
#include "app/commands/terminal.h"

#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace commands {

QJsonArray tellProblems(const std::string& path, const std::vector<yaml::Problem>& problems,
                        bool isJson)
{
    QJsonArray rows;
    for (const yaml::Problem& problem : problems) {
        rows.append(QJsonObject{{u"line"_s, problem.line},
                                {u"column"_s, problem.column},
                                {u"message"_s, displayText(problem.message)}});
        if (!isJson)
            print(stdout, "%s:%d:%d: %s\n", path.c_str(), problem.line, problem.column,
                  problem.message.c_str());
    }
    return rows;
}

} // namespace commands
