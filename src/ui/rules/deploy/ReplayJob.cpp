// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/ReplayJob.h"

#include "routing/simulator/ReplayRun.h"
#include "ui/widgets/Background.h"

#include <algorithm>
#include <utility>

namespace signalbox::ui {

namespace {

constexpr int batchRecords = 250; // some ten milliseconds of decisions
constexpr qint64 batchBytes = 8LL * 1024 * 1024; // requests with pictures are large

} // namespace

ReplayJob::ReplayJob(models::RecordStore &store, const Policies &policies,
                     std::shared_ptr<const routing::RoutingMoment> moment, int exchanges,
                     QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_policies(policies)
    , m_moment(std::move(moment))
    , m_isStopped(std::make_shared<std::atomic_bool>(false))
    , m_unread(exchanges)
{}

ReplayJob::~ReplayJob()
{
    *m_isStopped = true;
}

void ReplayJob::start()
{
    runInBackground(
        this,
        [policies = m_policies, moment = m_moment] {
            return std::make_shared<routing::ReplayRun>(
                policies.before, policies.after, moment,
                routing::RoutingMoment::booksOf(moment.get()));
        },
        [this](const std::shared_ptr<routing::ReplayRun> &run) {
            m_run = run;
            goOn();
        });
    askForMore();
}

void ReplayJob::askForMore()
{
    m_isReading = true;
    m_store.requests({}, m_beforeId, std::min(batchRecords, m_unread), batchBytes, this,
                     [this](const Records &records) {
                         m_isReading = false;
                         m_unread = records.isEmpty() ? 0 // there are no older ones
                                                      : m_unread - static_cast<int>(records.size());
                         if (!records.isEmpty())
                             m_beforeId = records.last().id;
                         m_next = records;
                         goOn();
                     });
}

void ReplayJob::goOn()
{
    if (!m_run || m_isReplaying)
        return;
    if (m_next && !m_next->isEmpty())
        replay(*std::exchange(m_next, std::nullopt));
    else if (!m_isReading)
        emit finished(m_run->report());
}

void ReplayJob::replay(const Records &records)
{
    m_isReplaying = true;
    if (m_unread > 0)
        askForMore();
    runInBackground(
        this,
        [run = m_run, isStopped = m_isStopped, records] {
            for (const models::ExchangeRecord &record : records) {
                if (*isStopped)
                    break;
                run->add(record);
            }
            return static_cast<int>(records.size());
        },
        [this](int done) { noteDone(done); });
}

void ReplayJob::noteDone(int records)
{
    m_isReplaying = false;
    m_done += records;
    emit progressed(m_done);
    goOn();
}

} // namespace signalbox::ui
