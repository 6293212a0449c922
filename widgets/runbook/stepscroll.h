// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <optional>

class QScrollArea;
class QWidget;

namespace runbookview {

// How the list of steps, with what the shown one says below it, is scrolled: where a step is chosen
// its beginning comes into sight; where one is answered nothing moves, for the next click is on its
// way already. GUI thread.
class StepScroll final : public QObject
{
    Q_OBJECT

public:
    // `body`: what is scrolled of the step; `title`: its beginning. All outlive this.
    StepScroll(QScrollArea& scroll, const QWidget& body, const QWidget& title,
               QObject* parent = nullptr);

    void reveal(); // not while it is held
    void takeChoice(); // another step is shown: reveals it once that has its place
    void hold(); // before an answer changes what is shown
    // After that: it stands where it stood, unless nothing of the step is in sight there.
    void release();

private:
    bool isInSight() const;

    QScrollArea& m_scroll;
    const QWidget& m_body;
    const QWidget& m_title;
    std::optional<int> m_held; // where it stood
};

} // namespace runbookview
