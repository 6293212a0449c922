// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traceexporter.h"

#include "app/commands/redaction.h"
#include "app/exportdialogs.h"
#include "app/traceimage.h"
#include "models/items/formats.h"
#include "models/items/recordingqueries.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QLocale>

#include <atomic>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kProgressInterval = std::chrono::milliseconds(250);
constexpr qint64 kQuietMs = 1000; // what is done by then needs no progress

commands::TraceFormat formatOf(ExportKind kind)
{
    switch (kind) {
    case ExportKind::Chrome:
        return commands::TraceFormat::Chrome;
    case ExportKind::Speedscope:
        return commands::TraceFormat::Speedscope;
    default:
        return commands::TraceFormat::Otlp;
    }
}

} // namespace

// One export; shared with the thread that writes it.
struct TraceExporter::Run
{
    ExportChoice choice;
    QElapsedTimer since;
    std::atomic<std::int64_t> bytes = 0;
    std::atomic<bool> isCancelled = false;
    // GUI thread only
    std::unique_ptr<TracePicture> picture;
    std::uint64_t redacted = 0; // in the picture
    bool isDismissed = false;
};

TraceExporter::TraceExporter(items::RecordingQueries& queries, const common::Theme& theme,
                             QWidget* window)
    : QObject(window)
    , m_queries(queries)
    , m_theme(theme)
    , m_bar(new common::MessageBar(theme, window))
    , m_dialogs(desktopExportDialogs(window))
{
    m_bar->setObjectName(u"export"_s);
    connect(m_bar, &common::MessageBar::actionTriggered, this, &TraceExporter::cancel);
    connect(m_bar, &common::MessageBar::dismissed, this, [this] {
        if (m_run)
            m_run->isDismissed = true;
    });
    m_progress.setInterval(kProgressInterval);
    connect(&m_progress, &QTimer::timeout, this, &TraceExporter::tellProgress);
    m_drawing.setInterval(0);
    connect(&m_drawing, &QTimer::timeout, this, &TraceExporter::drawNext);
}

TraceExporter::~TraceExporter()
{
    if (m_run)
        m_run->isCancelled = true;
}

void TraceExporter::tellNothingOpen()
{
    m_bar->say(common::MessageBar::Kind::Info, tr("No trace is open: there is nothing to export."));
}

std::optional<ExportChoice> TraceExporter::ask(const telemetry::TraceId& trace) const
{
    ExportChoice suggestion{.path = QString::fromStdString(telemetry::toHex(trace)).left(16)
                                + endingOf(ExportKind::Otlp)};
    for (;;) {
        auto choice = m_dialogs.choose(suggestion);
        if (!choice)
            return std::nullopt;
        choice->path = settledPath(*choice);
        if (!QFileInfo::exists(choice->path) || m_dialogs.mayReplace(choice->path))
            return choice;
        suggestion = *choice;
    }
}

void TraceExporter::exportTrace(const telemetry::TraceId& trace, const store::View& view)
{
    if (isBusy()) {
        m_run->isDismissed = false;
        tellProgress();
        return;
    }
    if (const auto choice = ask(trace))
        exportTo(trace, view, *choice);
}

void TraceExporter::exportTo(const telemetry::TraceId& trace, const store::View& view,
                             const ExportChoice& choice)
{
    if (isBusy())
        return;
    m_run = std::make_shared<Run>();
    m_run->choice = choice;
    m_run->since.start();
    m_bar->clear();
    m_progress.start();
    if (choice.kind == ExportKind::Svg || choice.kind == ExportKind::Png)
        readPicture(trace, view);
    else
        writeData(trace, view);
}

void TraceExporter::writeData(const telemetry::TraceId& trace, const store::View& view)
{
    commands::TraceExportRequest request{.trace = trace,
                                         .view = view,
                                         .format = formatOf(m_run->choice.kind),
                                         .path = m_run->choice.path.toStdString(),
                                         .goesOn = [run = m_run](std::int64_t bytes) {
                                             run->bytes = bytes;
                                             return !run->isCancelled;
                                         }};
    m_queries.run<commands::TraceExport>(
        this,
        [request = std::move(request)](
            const store::Reader& reader) mutable -> telemetry::Result<commands::TraceExport> {
            auto redactor = commands::redactorOf();
            if (!redactor)
                return tl::make_unexpected(redactor.error());
            request.redactor = std::move(*redactor);
            return commands::exportTrace(reader, request);
        },
        [this](const telemetry::Result<commands::TraceExport>& done) {
            if (!done)
                return fail(done.error());
            QStringList notes;
            for (const std::string& note : commands::notesOf(*done))
                notes << QString::fromStdString(note);
            finish(QString::fromStdString(commands::countsOf(*done)), notes);
        },
        items::RecordingQueries::Purpose::Search);
}

void TraceExporter::readPicture(const telemetry::TraceId& trace, const store::View& view)
{
    m_queries.run<PictureContent>(
        this,
        [trace, view,
         run = m_run](const store::Reader& reader) -> telemetry::Result<PictureContent> {
            const auto redactor = commands::redactorOf();
            if (!redactor)
                return tl::make_unexpected(redactor.error());
            return ::readPicture(reader, trace, view, redactor->get(),
                                 run->choice.path.toStdString(),
                                 [&run] { return !run->isCancelled; });
        },
        [this](const telemetry::Result<PictureContent>& content) {
            if (!content)
                return fail(content.error());
            m_run->redacted = content->redacted;
            startPicture(content->trace);
        });
}

void TraceExporter::startPicture(const items::TraceSnapshot& snapshot)
{
    if (m_run->isCancelled)
        return failCancelled();
    auto picture = TracePicture::begin(snapshot, m_theme,
                                       {.path = m_run->choice.path, .scale = 2, .mayShrink = true});
    if (!picture)
        return fail(picture.error());
    m_run->picture = std::move(*picture);
    m_drawing.start();
}

void TraceExporter::drawNext()
{
    const auto more = m_run->picture->next();
    if (!more)
        return fail(more.error());
    if (*more)
        return;
    const TraceImage image = m_run->picture->image();
    QStringList notes;
    if (image.rows < image.steps)
        notes << tr("%1 steps after them are not drawn, as the picture says.")
                     .arg(items::countText(image.steps - image.rows));
    if (m_run->redacted > 0)
        notes << tr("Pieces taken out by the redaction rules: %1.")
                     .arg(items::countText(static_cast<qint64>(m_run->redacted)));
    finish(image.rows == image.steps
               ? tr("%1 steps").arg(items::countText(image.steps))
               : tr("the first %1 of %2 steps")
                     .arg(items::countText(image.rows), items::countText(image.steps)),
           notes);
}

void TraceExporter::tellProgress()
{
    if (m_run->since.elapsed() < kQuietMs || m_run->isDismissed)
        return;
    const QString name = common::safeLine(QFileInfo(m_run->choice.path).fileName().toStdString());
    const QString far = m_run->picture
        ? tr("%1 % drawn").arg(static_cast<int>(m_run->picture->share() * 100))
        : m_run->bytes > 0
        ? tr("%1 written")
              .arg(QLocale::c().formattedDataSize(m_run->bytes, 1, QLocale::DataSizeSIFormat))
        : tr("reading the trace");
    m_bar->say(common::MessageBar::Kind::Info,
               m_run->isCancelled ? tr("Cancelling the export into %1…").arg(name)
                                  : tr("Exporting into %1: %2").arg(name, far),
               m_run->isCancelled ? QString() : tr("Cancel"));
}

void TraceExporter::finish(const QString& counts, const QStringList& notes)
{
    const QString path = common::safeLine(m_run->choice.path.toStdString());
    m_drawing.stop();
    m_progress.stop();
    m_run.reset();
    m_bar->say(common::MessageBar::Kind::Info,
               (QStringList(tr("Exported %1: %2.").arg(counts, path)) + notes).join(u' '));
}

void TraceExporter::fail(const telemetry::Error& error)
{
    const bool isCancelled = m_run->isCancelled;
    m_drawing.stop();
    m_progress.stop();
    m_run.reset();
    m_bar->say(isCancelled ? common::MessageBar::Kind::Info : common::MessageBar::Kind::Error,
               common::safeLine(error.message));
}

void TraceExporter::cancel()
{
    if (!m_run)
        return;
    m_run->isCancelled = true;
    if (m_run->picture)
        failCancelled();
    else
        tellProgress(); // whoever reads or writes ends it in a moment
}

void TraceExporter::failCancelled()
{
    fail({.kind = telemetry::ErrorKind::Refused,
          .message = "The export was cancelled; " + m_run->choice.path.toStdString()
              + " is as it was before."});
}
