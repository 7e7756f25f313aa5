// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/NodeEdits.h"
#include "ui/WindowFixture.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/RulesPage.h"

namespace signalbox::tests {

/// An edit like any other.
inline void addReject(ui::RulesDocument &document)
{
    document.edit(QStringLiteral("Add reject"),
                  [](const models::RouteGraph &graph) -> models::GraphEditResult {
                      return models::addNode(graph, models::RouteNodeKind::Reject, {}).graph;
                  });
}

/// The Rules section of a window.
struct RulesPageFixture
{
    RulesPageFixture() { open(); }

    /// The section, in a window that is made anew.
    void open()
    {
        fixture.window.reset();
        ui::MainWindow &window = fixture.makeWindow();
        window.openSection(ui::Section::Rules);
        window.show();
        page = window.findChild<ui::RulesPage *>();
    }

    template<typename Widget>
    Widget *child(const char *name) const
    {
        return fixture.window->findChild<Widget *>(QLatin1String(name));
    }
    ui::RulesDocument &document() const { return page->document(); }

    WindowFixture fixture;
    ui::RulesPage *page = nullptr;
};

} // namespace signalbox::tests
