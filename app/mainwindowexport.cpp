// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window that writes the open trace into a file.

#include "app/mainwindow.h"
#include "app/traceexporter.h"
#include "widgets/trace/tracepage.h"

void MainWindow::exportTrace()
{
    if (const auto trace = m_trace->trace())
        m_exporter->exportTrace(*trace, m_session.conductor().view());
    else
        m_exporter->tellNothingOpen();
}
