// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/traceexport.h"
#include "models/store/query.h"
#include "models/telemetry/ids.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace common {
class MessageBar;
class Theme;
} // namespace common
namespace items {
class RecordingQueries;
struct TraceSnapshot;
} // namespace items
class TracePicture;
class QWidget;

enum class ExportKind
{
    Otlp,
    Chrome,
    Speedscope,
    Svg,
    Png,
};

struct ExportChoice
{
    ExportKind kind = ExportKind::Otlp;
    QString path;
};

// What is asked of the user. Both wait for the answer.
struct ExportDialogs
{
    // Which file, from a suggestion; none: nothing is to be exported. Does not ask whether it may
    // be replaced.
    std::function<std::optional<ExportChoice>(const ExportChoice& suggestion)> choose;
    std::function<bool(const QString& path)> mayReplace;
};

// The path with the ending of its kind: another kind's goes, what the user wrote besides stays.
QString settledPath(const ExportChoice& choice);

// Writes a trace of the recording into a file of the user's choice, one at a time, and tells of it
// in a bar: how far it is, with a way to cancel, once it takes more than a second; what the file
// holds and what it does not; why it cannot be written. The user's redaction rules are applied.
// GUI thread, which only draws pictures, a band at a time.
class TraceExporter final : public QObject
{
    Q_OBJECT

public:
    // All must outlive it. The dialogs are those of the desktop.
    TraceExporter(items::RecordingQueries& queries, const common::Theme& theme, QWidget* window);
    ~TraceExporter() override; // cancels what is being written

    void setDialogs(ExportDialogs dialogs) { m_dialogs = std::move(dialogs); }
    common::MessageBar* bar() const { return m_bar; } // of the window; it floats
    bool isBusy() const { return m_run != nullptr; }

    // Asks where to, until the name with its ending is free or may be replaced.
    void exportTrace(const telemetry::TraceId& trace, const store::View& view);
    void exportTo(const telemetry::TraceId& trace, const store::View& view,
                  const ExportChoice& choice);
    void tellNothingOpen();

private:
    struct Run;

    std::optional<ExportChoice> ask(const telemetry::TraceId& trace) const;
    void writeData(const telemetry::TraceId& trace, const store::View& view);
    void readPicture(const telemetry::TraceId& trace, const store::View& view);
    void startPicture(const items::TraceSnapshot& snapshot);
    void drawNext();
    void tellProgress();
    void finish(const QString& counts, const QStringList& notes);
    void fail(const telemetry::Error& error);
    void cancel();
    void failCancelled();

    items::RecordingQueries& m_queries;
    const common::Theme& m_theme;
    common::MessageBar* m_bar;
    ExportDialogs m_dialogs;
    std::shared_ptr<Run> m_run; // null: nothing is being written
    QTimer m_progress;
    QTimer m_drawing;
};
