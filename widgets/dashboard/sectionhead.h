// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QToolButton>

namespace common {
class Theme;
}

namespace dashboard {

// The head of a section of charts: opens and closes it. Says what is in it while it is closed. GUI
// thread.
class SectionHead final : public QToolButton
{
    Q_OBJECT

public:
    explicit SectionHead(const common::Theme& theme, QWidget* parent = nullptr);

    void setTitle(const QString& title, int charts);
    bool isOpen() const { return m_isOpen; }
    void setOpen(bool isOpen);

signals:
    void toggledOpen();

private:
    void restyle();

    const common::Theme& m_theme;
    QString m_title;
    int m_charts = 0;
    bool m_isOpen = true;
};

} // namespace dashboard
