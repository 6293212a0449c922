// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traceimage.h"

#include "app/commands/exportredaction.h"
#include "app/commands/traceexport.h"
#include "app/pngwriter.h"
#include "app/svgwriter.h"
#include "models/items/formats.h"
#include "models/redact/redactor.h"
#include "widgets/common/theme.h"
#include "widgets/trace/waterfallview.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSaveFile>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostTraceRows = 2000;
constexpr int kImageMargin = 8;
constexpr int kMostSide = 32'767; // what common viewers and drawing libraries take
constexpr double kMostPixels = 32e6; // 128 MB in a viewer; those built on Qt 6 open no more
constexpr double kBandPixels = 1e6; // some hundredths of a second
constexpr int kSvgBand = 100; // rows

int pixels(int logical, double scale)
{
    return static_cast<int>(std::floor(logical * scale));
}

// How many rows a PNG of that scale has room for.
int rowsOf(const traceview::WaterfallView& view, int width, double scale)
{
    const double height = std::min<double>(kMostSide, kMostPixels / (width * scale)) / scale;
    const int row = view.heightOf(1) - view.heightOf(0);
    const double rows =
        (height - view.heightOf(1) - kImageMargin) / row; // the axis, the line below
    return std::clamp(static_cast<int>(rows), 1, kMostTraceRows);
}

} // namespace

struct TracePicture::Parts
{
    Parts(const common::Theme& usedTheme, const TraceImageRequest& wanted)
        : theme(usedTheme.name())
        , request(wanted)
        , view(theme)
        , file(wanted.path)
    {
    }

    bool isSvg() const { return request.path.endsWith(u".svg"_s, Qt::CaseInsensitive); }
    bool isCut() const { return image.rows < image.steps; }
    int rowsEnd() const { return view.heightOf(image.rows); }
    void paint(QPainter& painter, int first, int last, bool withAxis) const;

    const common::Theme theme; // its own: the window's may be changed between two bands
    const TraceImageRequest request;
    traceview::WaterfallView view;
    TraceImage image;
    QSize size; // logical
    int band = 0; // rows
    int next = 0; // row
    QSaveFile file;
    std::optional<SvgWriter> svg; // one of both
    std::optional<PngWriter> png;
};

TracePicture::TracePicture() = default;
TracePicture::~TracePicture() = default;

const TraceImage& TracePicture::image() const
{
    return m_parts->image;
}

double TracePicture::share() const
{
    return static_cast<double>(m_parts->next) / std::max(1, m_parts->image.rows);
}

telemetry::Error TracePicture::problem() const
{
    return {.kind = telemetry::ErrorKind::Refused,
            .message = m_parts->file.fileName().toStdString()
                + " cannot be written: " + m_parts->file.errorString().toStdString()};
}

telemetry::Result<std::unique_ptr<TracePicture>>
TracePicture::begin(const items::TraceSnapshot& snapshot, const common::Theme& theme,
                    const TraceImageRequest& request)
{
    if (const QFileInfo info(request.path); info.exists() && !info.isFile())
        return telemetry::failure(
            telemetry::ErrorKind::Refused,
            request.path.toStdString()
                + " cannot be written: it is no regular file; choose another name");
    std::unique_ptr<TracePicture> picture(new TracePicture);
    picture->m_parts = std::make_unique<Parts>(theme, request);
    Parts& parts = *picture->m_parts;
    parts.view.setTree(snapshot.tree);
    parts.view.setNotes(snapshot.notes);
    const int all = parts.view.layout().rowCount();
    TraceImage& image = parts.image;
    image = {.rows = std::min(all, kMostTraceRows), .steps = snapshot.tree->size(), .scale = 1};
    if (!parts.isSvg()) {
        image.scale = request.scale;
        if (request.mayShrink && rowsOf(parts.view, request.width, image.scale) < image.rows)
            image.scale = std::min(request.scale, 1.0);
        image.rows = std::min(image.rows, rowsOf(parts.view, request.width, image.scale));
    }
    const int line = parts.isCut() ? parts.view.heightOf(1) - parts.view.heightOf(0) : 0;
    parts.size = QSize(request.width, parts.rowsEnd() + line + kImageMargin);
    parts.view.viewport()->resize(parts.size); // it is never shown, so that nothing else does it
    if (!parts.file.open(QIODevice::WriteOnly))
        return tl::make_unexpected(picture->problem());
    if (parts.isSvg()) {
        parts.band = kSvgBand;
        parts.svg.emplace(parts.file, parts.size,
                          QString::fromStdString(
                              "Trace "
                              + (snapshot.tree->isEmpty()
                                     ? std::string()
                                     : telemetry::toHex(snapshot.tree->spans().front().trace))));
    } else {
        const int row = parts.view.heightOf(1) - parts.view.heightOf(0);
        parts.band = std::max(
            1, static_cast<int>(kBandPixels / (request.width * image.scale * row * image.scale)));
        parts.png.emplace(parts.file,
                          QSize(pixels(parts.size.width(), image.scale),
                                pixels(parts.size.height(), image.scale)),
                          image.scale);
    }
    return picture;
}

void TracePicture::Parts::paint(QPainter& painter, int first, int last, bool withAxis) const
{
    view.paintRows(painter, first, last);
    if (last == image.rows && isCut()) {
        painter.setFont(theme.font(common::TextSize::Body));
        painter.setPen(theme.color(common::ColorRole::Unknown));
        painter.drawText(
            QRect(kImageMargin, rowsEnd(), size.width() - 2 * kImageMargin,
                  size.height() - kImageMargin - rowsEnd()),
            Qt::AlignLeft | Qt::AlignVCenter,
            QCoreApplication::translate("TracePicture", "… %1 more of the %2 steps are not drawn")
                .arg(items::countText(image.steps - image.rows), items::countText(image.steps)));
    }
    if (withAxis)
        view.paintAxis(painter);
}

bool TracePicture::drawBand(int first, int last)
{
    Parts& parts = *m_parts;
    const QColor ground = parts.theme.color(common::ColorRole::Surface0);
    const bool isLast = last == parts.image.rows;
    if (parts.svg) {
        return parts.svg->write([&](QPainter& painter) {
            if (first == 0)
                painter.fillRect(QRect({0, 0}, parts.size), ground);
            parts.paint(painter, first, last, isLast);
        });
    }
    const double scale = parts.image.scale;
    const int top = first == 0 ? 0 : pixels(parts.view.heightOf(first), scale);
    const int bottom = pixels(isLast ? parts.size.height() : parts.view.heightOf(last), scale);
    QImage band(pixels(parts.size.width(), scale), bottom - top, QImage::Format_RGB32);
    band.setDevicePixelRatio(scale);
    band.fill(ground);
    QPainter painter(&band);
    painter.translate(0, -top / scale);
    // A row may reach into the pixels of its neighbour where a scale is no whole number.
    parts.paint(painter, std::max(0, first - 1),
                isLast ? last : std::min(parts.image.rows - 1, last + 1), true);
    painter.end();
    return parts.png->write(band);
}

telemetry::Result<bool> TracePicture::next()
{
    Parts& parts = *m_parts;
    const int last = std::min(parts.image.rows, parts.next + parts.band);
    if (!drawBand(parts.next, last))
        return tl::make_unexpected(problem());
    parts.next = last;
    if (last < parts.image.rows)
        return true;
    const bool isWhole = parts.svg ? parts.svg->finish() : parts.png->finish();
    if (!isWhole || !parts.file.commit())
        return tl::make_unexpected(problem());
    return false;
}

telemetry::Result<TraceImage> drawTrace(const items::TraceSnapshot& snapshot,
                                        const common::Theme& theme,
                                        const TraceImageRequest& request)
{
    const auto picture = TracePicture::begin(snapshot, theme, request);
    if (!picture)
        return tl::make_unexpected(picture.error());
    for (;;) {
        const auto more = (*picture)->next();
        if (!more)
            return tl::make_unexpected(more.error());
        if (!*more)
            return (*picture)->image();
    }
}

telemetry::Result<PictureContent>
readPicture(const store::Reader& reader, const telemetry::TraceId& trace, const store::View& view,
            const redact::Redactor* redactor, const std::string& path,
            const std::function<bool()>& goesOn)
{
    const auto isCancelled = [&goesOn] { return goesOn && !goesOn(); };
    auto spans = commands::readSpans(reader, trace, view, path, goesOn);
    if (!spans)
        return tl::make_unexpected(spans.error());
    std::optional<commands::ExportRedaction> redaction;
    if (redactor != nullptr)
        redaction.emplace(*redactor);
    if (redaction && !redaction->apply(*spans, goesOn))
        return tl::make_unexpected(commands::cancelledExport(path));
    PictureContent content;
    items::TraceSnapshot& snapshot = content.trace;
    snapshot.id = trace;
    snapshot.total = spans->size();
    snapshot.isWhole = true;
    snapshot.tree = items::sharedTree(std::move(*spans));
    items::TextRedaction hide;
    if (redaction)
        hide = [&redaction, &isCancelled](std::string& text, items::NotedText which,
                                          const std::string& service) {
            if (isCancelled())
                text.clear(); // nobody will see it
            else
                redaction->apply(text, which, service);
        };
    if (isCancelled())
        return tl::make_unexpected(commands::cancelledExport(path));
    const auto told = items::tellVerdicts(snapshot, reader, view, hide, goesOn);
    if (isCancelled())
        return tl::make_unexpected(commands::cancelledExport(path));
    if (!told)
        return tl::make_unexpected(told.error());
    // The rest is not drawn.
    std::map<telemetry::SpanId, QString> notes;
    for (int node = 0; node < std::min(snapshot.tree->size(), kMostTraceRows); ++node) {
        if (auto drawn = snapshot.notes.extract(snapshot.tree->span(node).span))
            notes.insert(std::move(drawn));
    }
    snapshot.notes = std::move(notes);
    snapshot.results.clear();
    snapshot.askedBy.clear();
    snapshot.ofTrace.clear();
    content.redacted = redaction ? redaction->count() : 0;
    return content;
}
