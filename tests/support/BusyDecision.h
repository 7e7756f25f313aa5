// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyReader.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/proxy/ModelCatalog.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/route/RouteWalk.h"

#include <QFile>

#include <map>
#include <memory>

namespace signalbox::tests {

/// All that a decision goes by, as after five busy minutes: a policy file, a scoreboard with
/// figures of every target, and a question of about two kilobytes to its route `auto`.
struct BusyDecision
{
    /// The walk begins at the node \a start of the first route.
    BusyDecision(const char *policyFile, const char *start)
        : policy(policyFrom(policyFile, start))
        , plan(policy)
        , books(catalog)
        , call(question())
    {
        catalog.setBooks(models::PriceBook::shipped(), models::ModelTable::shipped());
        state.scoreboard.setPolicy(*policy, clock.monotonicNs());
        state.budgets.setBudgets(policy->budgets);
        for (const routing::Candidate &candidate : plan.candidates())
            fill(candidate);
    }

    [[nodiscard]] routing::Surroundings surroundings()
    {
        return {.plan = plan,
                .state = state,
                .books = books,
                .clock = clock,
                .access = [this](const models::Provider &provider) { return access(provider); },
                .random = [this] { return random = random < 0.9 ? random + 0.07 : 0.01; }};
    }
    /// Who is to serve; null for nobody.
    const routing::Candidate *decide(routing::LiveWorld &world)
    {
        std::optional<routing::Candidate> madeUp;
        const auto resolution = plan.resolve(call.model, madeUp);
        routing::RouteWalk walk(plan, world);
        walk.begin(*resolution);
        return walk.first() == routing::WalkEnd::Candidate ? walk.candidate() : nullptr;
    }

    models::SystemClock clock;
    std::shared_ptr<const models::Policy> policy;
    routing::RoutePlan plan;
    routing::ModelCatalog catalog;
    routing::PlanBooks books;
    routing::RoutingState state;
    routing::ReasoningMemory memory;
    routing::ClientCall call;
    double random = 0.5;

private:
    static std::shared_ptr<const models::Policy> policyFrom(const char *policyFile,
                                                            const char *start)
    {
        QFile file(QString::fromUtf8(policyFile));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read the policy");
        auto read = models::readPolicy(file.readAll());
        if (!read)
            qFatal("the policy is wrong");
        auto policy = std::make_shared<models::Policy>(read.takeValue().policy);
        policy->routes[0].graph.start = QString::fromLatin1(start);
        return policy;
    }

    /// None of coding, mathematics or translation.
    static routing::ClientCall question()
    {
        constexpr std::size_t usualLength = 1900;
        std::string text;
        while (text.size() < usualLength)
            text += "The committee met on Tuesday and looked at the figures of the last quarter. ";
        routing::HttpRequest::Message message;
        message.target("/v1/chat/completions");
        routing::HttpRequest request(std::move(message));
        request.setBody("{\"model\":\"auto\",\"stream\":true,\"messages\":[{\"role\":\"user\","
                        "\"content\":\"Summarise this text: "
                        + text + "\"}]}");
        return routing::ClientCall::read(std::move(request),
                                         routing::ServedPath::parse("/v1/chat/completions"));
    }

    /// Every provider has two keys that can be read.
    const routing::ProviderAccess *access(const models::Provider &provider)
    {
        std::unique_ptr<routing::ProviderAccess> &known = m_access[&provider];
        if (!known) {
            known = std::make_unique<routing::ProviderAccess>();
            known->provider = &provider;
            known->keys.resize(2);
            for (routing::ProviderAccess::Key &key : known->keys)
                key.value = "sk-bench";
        }
        return known.get();
    }

    void fill(const routing::Candidate &candidate)
    {
        constexpr int attempts = 400;
        routing::TargetScore &score = state.scoreboard.score(candidate.target);
        for (int i = 0; i < attempts; ++i) {
            routing::AttemptOutcome outcome;
            outcome.ttftUs = 300'000 + i * 97;
            outcome.totalUs = 1'500'000 + i * 311;
            outcome.usage = {.input = 900, .cachedInput = 100, .output = 200};
            outcome.isStream = true;
            outcome.nowNs = clock.monotonicNs();
            outcome.wallMs = clock.wallMs();
            score.attemptBegan();
            score.attemptEnded(outcome);
        }
        for (const int key : {0, 1})
            state.scoreboard.keyModelBreaker(candidate.provider->id, key, candidate.model);
    }

    std::map<const models::Provider *, std::unique_ptr<routing::ProviderAccess>> m_access;
};

} // namespace signalbox::tests
