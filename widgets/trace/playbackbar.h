// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/playback.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QToolButton;

namespace common {
class Theme;
}

namespace traceview {

class TraceSelection;

// Plays a trace: the moment of the selection goes through it, in its own time or one moment as long
// as the next. With the focus in it Space plays and pauses, Left and Right go a moment, with Shift
// ten, Escape shows all again. GUI thread.
class PlaybackBar final : public QWidget
{
    Q_OBJECT

public:
    PlaybackBar(const common::Theme& theme, TraceSelection& selection, QWidget* parent = nullptr);

    // Of the same trace: the moment stays where it is. Null: there is nothing to play.
    void setPlayback(std::shared_ptr<const trace::Playback> playback,
                     std::shared_ptr<const trace::SpanTree> tree);

    bool isPlaying() const { return m_timer.isActive(); }
    void setPlaying(bool on); // from the beginning when at the end, or when all is shown
    void step(int moments);
    void showAll(); // no moment
    // So much time has passed while it plays; called by a timer.
    void advance(std::chrono::milliseconds passed);
    QString text() const; // where it is, in words

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    bool isOwnKey(const QKeyEvent& event) const;
    bool handleKey(const QKeyEvent& event);
    void scrub(int value);
    void follow();
    void restyle();
    void teachKeys();
    double speed() const;
    QString momentText(const trace::PlaybackMoment& moment) const;

    const common::Theme& m_theme;
    TraceSelection& m_selection;
    std::shared_ptr<const trace::Playback> m_playback;
    std::shared_ptr<const trace::SpanTree> m_tree;
    QTimer m_timer;
    QElapsedTimer m_elapsed; // since the last frame
    bool m_isFollowing = false; // the slider is set by the selection

    QToolButton* m_back;
    QToolButton* m_play;
    QToolButton* m_forward;
    QComboBox* m_speed;
    QPushButton* m_even;
    QSlider* m_slider;
    QPushButton* m_all;
    QLabel* m_where;
};

} // namespace traceview
