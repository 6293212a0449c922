// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/config/layers.h"
#include "models/telemetry/result.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace config {

// Settings in one file, which people hand on and teams share, as JSON or YAML:
//   {"plumbline_settings": 1, "settings": {"look/theme": "dark"}}
// It holds names of secrets at most, never a secret.

inline constexpr int kDocumentVersion = 1;
inline constexpr qsizetype kMostDocumentBytes = 256 * 1024;

struct Document
{
    Values values; // those that are good, in their text form
    // What is wrong, each with its field; texts from outside are in it.
    QStringList problems;
    bool isReadable = false; // it is such a file; problems may be of single fields
};

// Never fails otherwise, whatever the bytes are. Any thread.
Document readDocument(const QByteArray& bytes);
// The same of a file, of at most so many bytes; Unreadable error naming it.
telemetry::Result<QByteArray> readDocumentFile(const QString& path);
// As JSON, in order of the schema. Keys that are no settings are left out.
QByteArray writeDocument(const Values& values);

// What taking a document over would change.
struct Change
{
    QString key;
    QString before; // what holds now
    QString after;
    std::optional<QString> own; // what was the user's own, as it was written
};
std::vector<Change> changesOf(const Document& document, const Layers& layers);
// "3 problems, the first: ..." as an Unreadable error; `what` names the file.
telemetry::Error documentError(const QString& what, const QStringList& problems);

} // namespace config
