// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tracesnapshot.h"
#include "models/telemetry/result.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace common {
class Theme;
}
namespace redact {
class Redactor;
}

struct TraceImage
{
    int rows = 0; // drawn
    int steps = 0; // of the trace
    double scale = 1; // of a PNG
};

struct TraceImageRequest
{
    QString path; // its ending says which: .svg, else PNG
    int width = 1200; // logical pixels; as high as its rows
    double scale = 1; // of a PNG
    // A smaller scale, but not below 1, is taken where it shows more of the steps.
    bool mayShrink = false;
};

// A picture of the waterfall of a whole trace, by the painter of the window. It is drawn a band at
// a time, so that a window stays alive between two. It is written as it is drawn and only a band of
// it is in memory. Of long traces the first rows are drawn, 2,000 at most, and as many as a PNG of
// 32,767 pixels a side and 32 million in all has room for; a line at its end then says how many are
// not. The file is there once all is drawn, and stays what it was when the object goes before. GUI
// thread, with a QApplication.
class TracePicture
{
public:
    // The colours are those of the theme now, whatever becomes of it meanwhile. Refused error where
    // it cannot be written.
    static telemetry::Result<std::unique_ptr<TracePicture>>
    begin(const items::TraceSnapshot& snapshot, const common::Theme& theme,
          const TraceImageRequest& request);
    ~TracePicture();

    // Draws the next band; false when that was the last and the file is there.
    telemetry::Result<bool> next();
    const TraceImage& image() const;
    double share() const; // of what is to be drawn, 0 to 1

private:
    TracePicture();
    telemetry::Error problem() const;
    bool drawBand(int first, int last); // rows

    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

// All bands at once.
telemetry::Result<TraceImage> drawTrace(const items::TraceSnapshot& snapshot,
                                        const common::Theme& theme,
                                        const TraceImageRequest& request);

// What a picture says of a trace, and how many pieces the rules took out of it.
struct PictureContent
{
    items::TraceSnapshot trace; // all steps; notes of those that can be drawn
    std::uint64_t redacted = 0;
};

// Reads it, names and services and notes by the rules of `redactor`, null for none; texts before
// they are cut to the excerpts of notes. Asks `goesOn`, if there is one, between parts and texts:
// Refused error when it says no, in the words of a cancelled export into `path`. Any thread, for
// whom the reader is.
telemetry::Result<PictureContent>
readPicture(const store::Reader& reader, const telemetry::TraceId& trace, const store::View& view,
            const redact::Redactor* redactor, const std::string& path,
            const std::function<bool()>& goesOn = {});
