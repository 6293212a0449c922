// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window that writes the open trace into a file.

#include "app/commands/traceexport.h"
#include "app/mainwindow.h"
#include "app/traceimage.h"
#include "models/items/formats.h"
#include "models/items/tracesnapshot.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/tracepage.h"

#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

struct ExportKind
{
    const char* filter;
    const char* ending;
};
// In the order of commands::TraceFormat, then pictures.
constexpr std::array<ExportKind, 5> kKinds{
    {{QT_TRANSLATE_NOOP("MainWindow", "OTLP JSON, as recorded (*.jsonl)"), ".jsonl"},
     {QT_TRANSLATE_NOOP("MainWindow", "Chrome trace (*.json)"), ".json"},
     {QT_TRANSLATE_NOOP("MainWindow", "speedscope (*.speedscope.json)"), ".speedscope.json"},
     {QT_TRANSLATE_NOOP("MainWindow", "SVG of the waterfall (*.svg)"), ".svg"},
     {QT_TRANSLATE_NOOP("MainWindow", "PNG of the waterfall (*.png)"), ".png"}}};
constexpr std::size_t kDataKinds = 3;

} // namespace

void MainWindow::exportTrace()
{
    const auto trace = m_trace->trace();
    if (!trace) {
        m_notice->say(common::MessageBar::Kind::Info,
                      tr("No trace is open: there is nothing to export."));
        return;
    }
    QStringList filters;
    for (const ExportKind& kind : kKinds)
        filters << tr(kind.filter);
    QString chosen = filters.front();
    const QString start =
        QString::fromStdString(telemetry::toHex(*trace)).left(16) + QLatin1String(kKinds[0].ending);
    QString path = QFileDialog::getSaveFileName(this, tr("Export the Trace"), start,
                                                filters.join(u";;"_s), &chosen);
    if (path.isEmpty())
        return;
    const auto kind = static_cast<std::size_t>(std::max<qsizetype>(0, filters.indexOf(chosen)));
    if (const QLatin1String ending(kKinds.at(kind).ending);
        !path.endsWith(ending, Qt::CaseInsensitive))
        path = QFileInfo(path).path() + u'/' + QFileInfo(path).baseName() + ending;
    exportTraceTo(*trace, kind, path);
}

void MainWindow::exportTraceTo(const telemetry::TraceId& trace, std::size_t kind,
                               const QString& path)
{
    const auto tell = [this, path](const QString& what) {
        m_notice->say(common::MessageBar::Kind::Info,
                      tr("Exported %1: %2").arg(what, common::safeLine(path.toStdString())));
    };
    const auto tellProblem = [this](const telemetry::Error& error) {
        m_notice->say(common::MessageBar::Kind::Error, common::safeLine(error.message));
    };
    const store::View view = m_session.conductor().view();
    if (kind < kDataKinds) {
        m_session.queries().run<commands::TraceExport>(
            this,
            [=, file = path.toStdString()](const store::Reader& reader) {
                return commands::exportTrace(reader, trace, view,
                                             static_cast<commands::TraceFormat>(kind), file);
            },
            [tell, tellProblem](telemetry::Result<commands::TraceExport> done) {
                if (done)
                    tell(tr("%1 spans and %2 log records")
                             .arg(items::countText(done->spans), items::countText(done->logs)));
                else
                    tellProblem(done.error());
            });
        return;
    }
    m_session.queries().run<items::TraceSnapshot>(
        this,
        [=](const store::Reader& reader) { return items::readTraceSnapshot(reader, trace, view); },
        [this, path, tell, tellProblem](telemetry::Result<items::TraceSnapshot> snapshot) {
            if (!snapshot) {
                tellProblem(snapshot.error());
                return;
            }
            const auto image = drawTrace(*snapshot, m_theme, {.path = path, .scale = 2});
            if (!image)
                tellProblem(image.error());
            else
                tell(image->rows == image->steps
                         ? tr("%1 steps").arg(items::countText(image->steps))
                         : tr("the first %1 rows of %2 steps")
                               .arg(items::countText(image->rows), items::countText(image->steps)));
        });
}
