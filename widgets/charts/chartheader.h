// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/charts/chartdata.h"

#include <QWidget>

#include <vector>

namespace common {
class Theme;
}

class QPainter;

namespace charts {

// The title row of a chart: what it is, each line's colour, name and value, and at the right what
// the value rests on and how old it is. Where they have no room beside the title, the lines get a
// row of their own; in too long a row what stands last is counted, and the tooltip has all of it.
class ChartHeader final : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        common::ColorRole role = common::ColorRole::Series1;
        QString name;
        QString value;
        QString age; // empty: the value is the current one; else it is pale, with its n and age
    };

    ChartHeader(const common::Theme& theme, const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    QString title() const { return m_title; }
    void setReading(std::vector<Entry> entries, const QString& basis);
    const std::vector<Entry>& entries() const { return m_entries; }
    QString basis() const { return m_basis; }
    QSize sizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit(bool mayShrink);
    double basisWidth() const;
    QString shownBasis() const;
    void paintEntries(QPainter& painter, QRectF room) const;
    double entryWidth(const Entry& entry) const;
    double paintEntry(QPainter& painter, const QRectF& room, const Entry& entry) const;
    QString explanation() const;

    const common::Theme& m_theme;
    QString m_title;
    std::vector<Entry> m_entries;
    QString m_basis;
    bool m_hasTwoRows = false;
};

} // namespace charts
