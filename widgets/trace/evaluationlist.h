// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

#include <vector>

namespace common {
class Theme;
}

namespace traceview {

// Evaluations of one step and of its whole trace, worst first. Plain rows for the list below.
class EvaluationModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    void setEvaluations(std::vector<telemetry::Evaluation> evaluations);
    const telemetry::Evaluation& evaluation(int row) const
    {
        return m_evaluations[static_cast<std::size_t>(row)];
    }

private:
    std::vector<telemetry::Evaluation> m_evaluations;
};

// Paints an evaluation: its state as a mark, what was checked, by whom and how sure, the reason in
// full.
class EvaluationDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    EvaluationDelegate(const EvaluationModel& model, const common::Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const EvaluationModel& m_model;
    const common::Theme& m_theme;
};

class EvaluationList final : public QListView
{
    Q_OBJECT

public:
    explicit EvaluationList(const common::Theme& theme, QWidget* parent = nullptr);

    void setEvaluations(std::vector<telemetry::Evaluation> evaluations);
    int count() const { return m_model.rowCount(); }

private:
    EvaluationModel m_model;
};

QString evaluationStateText(telemetry::EvaluationState state);

} // namespace traceview
