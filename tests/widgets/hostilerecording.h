// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTemporaryDir>

#include <string>

namespace pagetest {

// A suspect (trace 1) and a good run of the same question before it (trace 2), of one service that
// writes `evil` wherever text may stand: names, ids, models, messages, documents, arguments,
// results, errors, evaluations, notes and what was asked again. `longText` stands where a text may
// be long: messages, documents, arguments and results.
class HostileRecording
{
public:
    HostileRecording(const std::string& evil, const std::string& longText);

    std::string path() const;

private:
    QTemporaryDir m_folder;
};

} // namespace pagetest
