// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace common {

// Stands where nothing is yet: what would be here, and the next step. Where a minimum height is
// set, it says less in less room.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const Theme& theme, QWidget* parent = nullptr);

    // `iconName` as in resources/icons; `actionText` empty: no button.
    void setContent(const QString& iconName, const QString& title, const QString& text,
                    const QString& actionText = {});

signals:
    void actionTriggered();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    void restyle();

    const Theme& m_theme;
    QString m_iconName;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_action;
};

} // namespace common
