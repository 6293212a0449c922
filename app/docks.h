// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/fitscroll.h"

#include <QObject>
#include <QPointer>

#include <vector>

class QDockWidget;
class QMainWindow;
class QToolButton;

namespace common {
class Theme;
}

// Shows a dock's content in whole: where the dock is too low for it, it scrolls instead of making
// the window higher. GUI thread.
class DockScroll final : public common::FitScroll
{
    Q_OBJECT

public:
    // Takes the content. Narrower than `smallest` it does not become.
    DockScroll(QWidget* content, int smallest, QWidget* parent = nullptr);

    void setSmallest(int width);

    QSize minimumSizeHint() const override;

private:
    int m_smallest;
};

// Of `smallest` px at 100 % text, `text` are words that grow with it; the theme must outlive the
// dock.
void keepSmallest(const common::Theme& theme, DockScroll& dock, int smallest, int text);

// Gives docks at the sides the width back that they had before the window was made narrower. What
// somebody drags them to is the width they have. GUI thread.
class DockWidths final : public QObject
{
    Q_OBJECT

public:
    struct Dock
    {
        QPointer<QDockWidget> dock;
        int wanted = 0;
        int usual = 0; // set by DockWidths: what was wanted first
        int given = 0; // set by DockWidths: the width it gave way to
        bool isOwn = false; // set by DockWidths: somebody chose the width
    };
    DockWidths(QMainWindow& window, std::vector<Dock> docks);
    // Docks whose width nobody chose give way, the last first, as far as they can, where less than
    // that were left for what stands between them; `pixels` as in Theme::scaled().
    void keepRoom(const common::Theme& theme, int pixels);
    void setWidth(const QDockWidget* dock, int width); // as if it had been dragged there
    void reset(); // to what was wanted first
    void remember(); // what they have is what is wanted

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void restore();

    QMainWindow& m_window;
    std::vector<Dock> m_docks;
    const common::Theme* m_theme = nullptr;
    int m_room = 0; // pixels at the usual text size
};

// A button in the title of a dock at the side that asks for more room for it, and for the usual one
// again. GUI thread.
class DockWidener final : public QObject
{
    Q_OBJECT

public:
    DockWidener(QDockWidget& dock, int usual);
    QToolButton* button() const { return m_button; }

signals:
    void asked(bool isWide);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isWide() const;
    void place();

    QDockWidget& m_dock;
    const int m_usual;
    QToolButton* m_button;
};
