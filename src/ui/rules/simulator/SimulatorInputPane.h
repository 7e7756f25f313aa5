// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/routetests/RouteTests.h"

#include <QFrame>

class QAction;

namespace signalbox::models {
struct Policy;
}

namespace signalbox::ui {

class ConditionsEditor;
class RequestEditor;
class SegmentedControl;
class TargetColors;
class Theme;

/// What a simulation is asked: the request, and below it the conditions.
class SimulatorInputPane final : public QFrame
{
    Q_OBJECT

public:
    /// Its button triggers \a run. \a theme and \a colors outlive the pane.
    SimulatorInputPane(const Theme &theme, TargetColors &colors, QAction *run, QWidget *parent);

    /// Offers the names of \a policy, and asks for \a route unless the user has chosen another.
    void offer(const models::Policy &policy, const QString &route);
    void setInput(const models::RouteCaseRequest &request,
                  const models::RouteConditions &conditions);
    /// Or a sentence about what no request can be made of.
    [[nodiscard]] models::Result<models::RouteCaseRequest, QString> request() const;
    [[nodiscard]] models::RouteConditions conditions() const;

signals:
    // By the user.
    void requestEdited();
    void conditionsEdited();

private:
    SegmentedControl *m_mode;
    RequestEditor *m_request;
    ConditionsEditor *m_conditions;
};

} // namespace signalbox::ui
