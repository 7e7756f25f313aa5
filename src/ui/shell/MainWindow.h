// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "ui/shell/Section.h"
#include "ui/shell/Services.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/shell/WindowContext.h"

#include <QMainWindow>

#include <memory>

class QStackedWidget;

namespace signalbox::ui {

class HeaderStrip;
class InlineMessage;
class LivePage;
class NavigationRail;
class ProvidersPage;
class ProxyTrouble;
class RulesPage;
class TrafficPage;

/// The window: navigation, header, sections, status. Lives on the GUI thread; owned by the
/// composition root, which keeps `services` alive longer.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const Services &services, QWidget *parent = nullptr);
    ~MainWindow() override;
    Q_DISABLE_COPY_MOVE(MainWindow)

    /// Shows a policy: the one the application works with now.
    void setPolicy(const std::shared_ptr<const models::Policy> &policy);
    void openSection(Section section);
    /// Closes without a question, as when the system says so.
    void closeAtOnce();
    [[nodiscard]] Section section() const { return m_section; }
    [[nodiscard]] Theme &theme() { return m_theme; }

public slots:
    void startProxy();
    void stopProxy();
    void showSnippets();

private:
    void buildLayout();
    /// The place of \a message above the pages, with margins while it is shown.
    QLayout *messageRow(InlineMessage *message);
    void restore();
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    QWidget *page(Section section);
    QWidget *makePage(Section section);
    /// Tells \a page by showSaveResult() what became of it.
    template<typename Page>
    void save(const models::Policy &policy, const QString &message, Page *page);

    Services m_services;
    Theme m_theme;
    TargetColors m_colors;
    std::shared_ptr<const models::Policy> m_policy;
    Section m_section = Section::Live;
    NavigationRail *m_rail = nullptr;
    HeaderStrip *m_header = nullptr;
    ProxyTrouble *m_trouble = nullptr;
    QStackedWidget *m_stack = nullptr;
    std::array<QWidget *, sectionCount> m_pages{};
    LivePage *m_live = nullptr;
    TrafficPage *m_traffic = nullptr;
    RulesPage *m_rules = nullptr;
    bool m_closesAtOnce = false;
    ProvidersPage *m_providers = nullptr;
};

} // namespace signalbox::ui
