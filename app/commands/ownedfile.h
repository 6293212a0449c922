// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <QByteArray>
#include <QString>

#include <string>
#include <vector>

namespace commands {

// Files between accounts, beside a recording: what stands in one is what the account says that owns
// it, and says nothing where others may write to it, or where it is a link or no file.

struct OwnedLines
{
    std::string owner; // the account
    unsigned int uid = 0; // likewise
    std::vector<QByteArray> lines;
};
// Unreadable error that names the file: also where it is larger than `most` bytes.
telemetry::Result<OwnedLines> readOwned(const QString& path, qint64 most);
enum class Readers
{
    Everybody, // who has a right to its folder
    Owner,
};
// Adds a line to a file of one's own, which is made where there is none, and which `readers` may
// read. Refused error without the file's name where that cannot be, or it holds half of `most`
// already.
telemetry::Result<void> appendOwned(const QString& path, const QByteArray& line, qint64 most,
                                    Readers readers = Readers::Everybody);

// The account as a part of a file's name.
QString fileNameOf(const std::string& account);

} // namespace commands
