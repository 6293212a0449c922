// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/help/guide.h"
#include "widgets/palette/paletteentry.h"

#include <QObject>

#include <vector>

class QWidget;

namespace common {
class Theme;
}
namespace help {
class GuideView;
}

// Where the guide tells of a widget: by the kind of it or of what it stands in, the nearest first;
// of a tab widget by the page that is shown; the contents where nobody knows. Its property
// "guidePlace" ("docs/guide/health.md#signs") comes before its kind.
help::Place guidePlaceOf(const QWidget* widget);
std::vector<help::Place> guidePlaces(); // all that kinds of widgets have
inline constexpr const char* kGuidePlace = "guidePlace";

// The guide of one window, in a window of its own that holds up nothing, and its key in all windows
// above this one. Child of the window; GUI thread.
class GuideHost final : public QObject
{
    Q_OBJECT

public:
    // Both must outlive it.
    GuideHost(const common::Theme& theme, QWidget& window);

    void openForFocus(); // what it tells of what has the focus
    void open(const help::Place& place);
    // Each page and each section of it, for the palette.
    std::vector<palette::Entry> entries();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isAbove(const QWidget* other) const; // a window above this one

    const common::Theme& m_theme;
    QWidget& m_window;
};
