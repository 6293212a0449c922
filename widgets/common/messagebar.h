// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <vector>

class QLabel;
class QPushButton;
class QToolButton;

namespace common {

// A message that stays where its cause is until it is dismissed or no longer true; see floatOver().
// Hidden while there is none; never a dialog. Plain text only.
class MessageBar final : public QWidget
{
    Q_OBJECT

public:
    enum class Kind
    {
        Info,
        Warning,
        Error,
    };

    explicit MessageBar(const Theme& theme, QWidget* parent = nullptr);

    // Takes no room of its own, so that nothing moves: it lies over the lower edge of `area`, which
    // is inside of its parent, and in no layout. What is plain information there and asks for
    // nothing goes by itself after `stay`, longer words later, though not while it is pointed at.
    void floatOver(QWidget& area, std::chrono::milliseconds stay = std::chrono::seconds(6));

    // Where it floats: above those of these that are shown, bars or what is worked with, so that it
    // hides none. They are inside of its parent.
    void floatAbove(const std::vector<QWidget*>& lower);

    // `actionText` empty: no button. What floats stays as long again
    // when the same is said again.
    void say(Kind kind, const QString& text, const QString& actionText = {});
    // Of what was done, with a button to undo it, and no more to be asked: what floats goes by
    // itself, too, after twice as long.
    void sayDone(const QString& text);
    void clear();
    QString text() const;
    Kind kind() const { return m_kind; }

signals:
    void actionTriggered();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    ColorRole role() const;
    void restyle();
    void place();
    void tell(Kind kind, const QString& text, const QString& actionText);
    void startLeaving();

    const Theme& m_theme;
    Kind m_kind = Kind::Info;
    QPointer<QWidget> m_area; // that it floats over; null: it is in a layout
    std::vector<QPointer<QWidget>> m_lower; // that stay in sight under it
    std::chrono::milliseconds m_stay{0};
    bool m_isOfDone = false;
    QTimer m_leaving;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_action;
    QToolButton* m_dismiss;
};

} // namespace common
