// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/proofrecord.h"
#include "models/runbook/runbook.h"
#include "widgets/runbook/probeport.h"

#include <QString>
#include <QWidget>

#include <map>
#include <memory>
#include <string>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace common {
class Theme;
}

namespace runbookview {

class ProbeTable;
class ProofView;

// One probe step: what will be asked and what it takes, how it stands while it is asked, and the
// table of questions with both answers. What was asked for a step of the run is kept while another
// step is looked at. GUI thread.
class ProbePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ProbePanel(const common::Theme& theme, QWidget* parent = nullptr);
    ~ProbePanel() override;

    // Null: nobody can be asked, and it says so. It must outlive the panel otherwise.
    void setPort(ProbePort* port);
    // Another run begins, or none: what is being asked is broken off, and all of it is forgotten.
    void beginRun();
    void setStep(const runbook::Runbook& book, const runbook::Step& step); // of kind Probe
    void leaveStep(); // another kind is looked at; what is being asked goes on
    // While there is a reason, nothing is asked, and what is being asked is broken off.
    void setHalted(const QString& reason);
    bool isAsking() const { return m_asking != nullptr; }

signals:
    // Something was learnt of the step: proven, refuted or not enough.
    void concluded(const QString& step, const runbook::ProofRecord& proof);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Probing; // of one step

    void build();
    void prepare(Probing& probing);
    void ask();
    void stop();
    void takePrepared(quint64 request, const ProbePrepared& answer);
    void takeAnswer(quint64 request, const runbook::ProbeAnswer& answer);
    void takeProof(quint64 request, const runbook::ProofRecord& proof);
    void takeEnd(quint64 request, const ProbeEnded& answer);
    void show();
    void showTable();
    void fitTable();
    void showDetails();
    void restyle();
    QString askObstacle() const; // why nothing can be asked now; empty: it can
    QString whatText() const;

    const common::Theme& m_theme;
    ProbePort* m_port = nullptr;
    QString m_halted;
    std::map<std::string, std::unique_ptr<Probing>> m_probings; // by step
    Probing* m_shown = nullptr;
    Probing* m_asking = nullptr;
    quint64 m_lastRequest = 0;
    QLabel* m_what;
    QLabel* m_estimate;
    QPushButton* m_ask;
    QPushButton* m_stop;
    QLabel* m_obstacle;
    QProgressBar* m_progress;
    QLabel* m_count;
    ProofView* m_proof;
    QLabel* m_verdict;
    QTableView* m_table;
    QLabel* m_details;
};

} // namespace runbookview
