// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/contextwindow.h"

#include <QWidget>

namespace common {
class Theme;
}

namespace traceview {

// What fills the context window of one generation, to scale as long as that can be read, with a
// legend. Estimates are hatched
// and marked with "≈". GUI thread.
class ContextBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ContextBar(const common::Theme& theme, QWidget* parent = nullptr);

    void setContext(const trace::ContextWindow& context);
    // Shows why there is none.
    void clear(const QString& reason);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QString text() const; // the same in words
    bool isBroken() const; // hardly filled, and the free rest not drawn to scale

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintBar(QPainter& painter, const QRectF& bar) const;
    void paintBreak(QPainter& painter, const QRectF& bar) const;
    void paintLegend(QPainter& painter, const QRectF& row) const;
    QString summary() const;

    const common::Theme& m_theme;
    trace::ContextWindow m_context;
    QString m_reason;
};

} // namespace traceview
