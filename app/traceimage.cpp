// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traceimage.h"

#include "widgets/common/theme.h"
#include "widgets/trace/waterfallview.h"

#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRows = 2000;
constexpr int kMargin = 8;

telemetry::Result<TraceImage> refused(const QSaveFile& file)
{
    return telemetry::failure(telemetry::ErrorKind::Refused,
                              file.fileName().toStdString()
                                  + " cannot be written: " + file.errorString().toStdString());
}

} // namespace

telemetry::Result<TraceImage> drawTrace(const items::TraceSnapshot& snapshot,
                                        const common::Theme& theme,
                                        const TraceImageRequest& request)
{
    traceview::WaterfallView view(theme);
    view.setTree(snapshot.tree);
    view.setNotes(snapshot.notes);
    const TraceImage image{.rows = std::min(view.layout().rowCount(), kMostRows),
                           .steps = snapshot.tree->size()};
    view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const QSize size(request.width, view.heightOf(image.rows) + kMargin);
    view.resize(size);

    QSaveFile file(request.path);
    if (!file.open(QIODevice::WriteOnly))
        return refused(file);
    bool isWritten = false;
    if (request.path.endsWith(u".svg"_s, Qt::CaseInsensitive)) {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setSize(size);
        generator.setViewBox(QRect({0, 0}, size));
        generator.setTitle(QString::fromStdString(
            "Trace "
            + (snapshot.tree->isEmpty() ? std::string()
                                        : telemetry::toHex(snapshot.tree->spans().front().trace))));
        QPainter painter;
        isWritten = painter.begin(&generator);
        view.render(&painter);
        painter.end();
    } else {
        QImage pixels(size * request.scale, QImage::Format_ARGB32_Premultiplied);
        pixels.setDevicePixelRatio(request.scale);
        pixels.fill(theme.color(common::ColorRole::Surface0));
        QPainter painter(&pixels);
        view.render(&painter);
        painter.end();
        isWritten = pixels.save(&file, "PNG");
    }
    if (!isWritten || !file.commit())
        return refused(file);
    return image;
}
