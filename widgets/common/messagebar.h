// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace common {

// A message that stays where its cause is until it is dismissed or no longer true. Hidden while
// there is none; never a dialog. Plain text only.
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

    // `actionText` empty: no button. Saying the same again changes nothing.
    void say(Kind kind, const QString& text, const QString& actionText = {});
    void clear();
    QString text() const;
    Kind kind() const { return m_kind; }

signals:
    void actionTriggered();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColorRole role() const;
    void restyle();

    const Theme& m_theme;
    Kind m_kind = Kind::Info;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_action;
    QToolButton* m_dismiss;
};

} // namespace common
