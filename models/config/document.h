// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/config/layers.h"
#include "models/telemetry/result.h"

#include <QByteArray>
#include <QStringList>
#include <QVariantMap>

#include <optional>
#include <vector>

namespace config {

// Settings in one file, which people hand on and teams share, as JSON or YAML:
//   {"plumbline_settings": 1, "settings": {"look/theme": "dark"},
//    "keys": {"time.faster": "F8"}, "layouts": {"night": "{...}"}}
// It holds names of secrets at most, never a secret.

inline constexpr int kDocumentVersion = 1;
inline constexpr qsizetype kMostDocumentBytes = 1024 * 1024;
inline constexpr int kMostLayouts = 30;

struct Document
{
    // Those that are good, in their text form; of a guard that is badly written, what is careful.
    Values values;
    // One's own shortcuts by id of the command, and layouts of the window by name, each a JSON
    // text. Their form is good; whether such a key or part of a window is there is not known here.
    std::optional<QVariantMap> keys; // none: the file has none
    std::optional<QVariantMap> layouts;
    // What is wrong, each with its field; texts from outside are in it.
    QStringList problems;
    bool isReadable = false; // it is such a file; problems may be of single fields
};

// Never fails otherwise, whatever the bytes are. Any thread.
Document readDocument(const QByteArray& bytes);
// The same of a file, of at most so many bytes; Unreadable error naming it.
telemetry::Result<QByteArray> readDocumentFile(const QString& path);
// As JSON. Keys that are no settings are left out, as are keys and layouts where there are none.
QByteArray writeDocument(const Values& values, const QVariantMap& keys = {},
                         const QVariantMap& layouts = {});
// With more of them, instead of those of the same name.
QVariantMap withLayouts(QVariantMap layouts, const QVariantMap& more);
// Those of a file that is a team's: shortcuts, layouts and some settings are one's own.
QStringList problemsForTeam(const Document& document);
// What of its settings may come from a team.
Values teamValues(const Document& document);

// What taking a document over would change, or would not.
struct Change
{
    QString key;
    QString before; // what holds now
    QString after;
    std::optional<QString> own; // what was the user's own, as it was written
};
std::vector<Change> changesOf(const Document& document, const Layers& layers);
// What else such a file says that does not hold, and no import changes: where the team's
// configuration is read, and which secret is sent there. Who hands on a file would otherwise say
// who gets a secret.
std::vector<Change> leftOutOf(const Document& document, const Layers& layers);
// "3 problems, the first: ..." as an Unreadable error; `what` names the file.
telemetry::Error documentError(const QString& what, const QStringList& problems);

} // namespace config
