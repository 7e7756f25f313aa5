// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/RecordStore.h"

#include "models/base/BackgroundThread.h"
#include "models/base/Mailbox.h"
#include "models/store/Backlog.h"
#include "models/store/StoreReader.h"
#include "models/store/StoreWriter.h"

#include <QPointer>
#include <QThread>

#include <semaphore>
#include <utility>
#include <vector>

namespace signalbox::models {

/// The threads and the doors between them:
///
///     any thread --append--> Backlog --wake--> StoreWriter (store thread) --readable--+
///     GUI thread --question--------------------------------> StoreReader (reader thread)
///     GUI thread <--answer, state---------------------------------------------- both
struct RecordStore::Private
{
    RecordStore *store;
    Mailbox answers; // on the thread of the store
    Backlog backlog;
    StoreState state;

    QThread writerThread;
    Mailbox *writerMailbox = new Mailbox; // dies with its thread
    std::unique_ptr<StoreWriter> writer; // made and destroyed on the store thread

    QThread readerThread;
    Mailbox *readerMailbox = new Mailbox;
    std::unique_ptr<StoreReader> reader; // made and destroyed on the reader thread
    bool readerReady = false; // reader thread: whether there is a database is known
    std::vector<Mailbox::Work> waiting; // reader thread: questions asked before

    Private(RecordStore *owner, const StoreOptions &options)
        : store(owner)
        , backlog({.bytes = options.pendingBytes,
                   .records = options.pendingRecords,
                   .recordLimit = options.pendingRecordLimit})
    {}

    void start(const QString &directory, const StoreOptions &options)
    {
        startThread(writerThread, writerMailbox, QStringLiteral("signalbox-store"));
        startThread(readerThread, readerMailbox, QStringLiteral("signalbox-read"));
        readerMailbox->post([this, options] {
            reader = std::make_unique<StoreReader>(backlog, options.busyTimeout);
        });
        writerMailbox->post([this, directory, options] {
            makeBackgroundThread();
            const StoreWriter::Callbacks callbacks{
                .stateChanged = [this](const StoreState &now) { publish(now); },
                .readable = [this](const QString &file) { letRead(file); },
            };
            writer = std::make_unique<StoreWriter>(directory, options, backlog, callbacks);
            writer->open();
        });
    }

    static void startThread(QThread &thread, Mailbox *mailbox, const QString &name)
    {
        thread.setObjectName(name);
        mailbox->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, mailbox, &QObject::deleteLater);
        thread.start();
    }

    static void endThread(QThread &thread, Mailbox *mailbox, const Mailbox::Work &lastWork)
    {
        // QThread::wait() would do, but ThreadSanitizer does not see it.
        std::binary_semaphore done(0);
        mailbox->post([&done, &lastWork] {
            lastWork();
            QThread::currentThread()->quit();
            done.release();
        });
        done.acquire();
        thread.wait();
    }

    /// The writer first: it tells the reader what it does.
    void stop()
    {
        endThread(writerThread, writerMailbox, [this] {
            writer->close();
            writer.reset();
        });
        endThread(readerThread, readerMailbox, [this] {
            waiting.clear();
            reader.reset();
        });
    }

    void publish(const StoreState &now)
    {
        answers.post([this, now] {
            state = now;
            emit store->stateChanged(now);
        });
    }

    void letRead(const QString &file)
    {
        readerMailbox->post([this, file] {
            reader->open(file);
            readerReady = true;
            for (const Mailbox::Work &question : std::exchange(waiting, {}))
                question();
        });
    }

    /// Has \a question answered on the reader thread and brings the answer back.
    template<typename Question, typename Answer>
    void ask(Question question, QObject *context, Answer answer)
    {
        const QPointer<QObject> asker(context);
        Mailbox::Work work = [this, question = std::move(question), asker,
                              answer = std::move(answer)] {
            answers.post([found = question(*reader), asker, answer] {
                if (asker)
                    answer(found);
            });
        };
        readerMailbox->post([this, work = std::move(work)]() mutable {
            if (readerReady)
                work();
            else
                waiting.push_back(std::move(work));
        });
    }
};

RecordStore::RecordStore(const QString &directory, QObject *parent)
    : RecordStore(directory, StoreOptions{}, parent)
{}

RecordStore::RecordStore(const QString &directory, const StoreOptions &options, QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(this, options))
{
    m_d->start(directory, options);
}

RecordStore::~RecordStore()
{
    m_d->stop();
}

void RecordStore::append(const RecordBatch &batch)
{
    const Backlog::Wake wake = m_d->backlog.add(batch);
    if (wake != Backlog::Wake::No)
        m_d->writerMailbox->post([this, wake] { m_d->writer->wake(wake); });
}

RecordRoom RecordStore::room() const
{
    return m_d->backlog.room();
}

void RecordStore::append(const Feedback &feedback)
{
    m_d->writerMailbox->post([this, feedback] { m_d->writer->add(feedback); });
}

void RecordStore::setCapture(const CaptureSettings &capture)
{
    m_d->writerMailbox->post([this, capture] { m_d->writer->setCapture(capture); });
}

void RecordStore::count(const TrafficFilter &filter, QObject *context,
                        std::function<void(qint64)> answer)
{
    m_d->ask([filter](StoreReader &reader) { return reader.count(filter); }, context,
             std::move(answer));
}

void RecordStore::page(const TrafficFilter &filter, quint64 beforeId, int limit, QObject *context,
                       std::function<void(const QList<ExchangeRecord> &)> answer)
{
    m_d->ask([=](StoreReader &reader) { return reader.page(filter, beforeId, limit); }, context,
             std::move(answer));
}

void RecordStore::pageAt(const TrafficFilter &filter, qint64 offset, int limit, QObject *context,
                         std::function<void(const QList<ExchangeRecord> &)> answer)
{
    m_d->ask([=](StoreReader &reader) { return reader.pageAt(filter, offset, limit); }, context,
             std::move(answer));
}

void RecordStore::requests(const TrafficFilter &filter, quint64 beforeId, int limit, qint64 bytes,
                           QObject *context,
                           std::function<void(const QList<ExchangeRecord> &)> answer)
{
    m_d->ask([=](StoreReader &reader) { return reader.requests(filter, beforeId, limit, bytes); },
             context, std::move(answer));
}

void RecordStore::detail(quint64 id, QObject *context,
                         std::function<void(const std::optional<ExchangeRecord> &)> answer)
{
    m_d->ask([id](StoreReader &reader) { return reader.detail(id); }, context, std::move(answer));
}

void RecordStore::feedbacks(int limit, QObject *context,
                            std::function<void(const QList<Feedback> &)> answer)
{
    m_d->ask([limit](StoreReader &reader) { return reader.feedbacks(limit); }, context,
             std::move(answer));
}

void RecordStore::feedback(quint64 id, QObject *context,
                           std::function<void(const std::optional<Feedback> &)> answer)
{
    m_d->ask([id](StoreReader &reader) { return reader.feedback(id); }, context, std::move(answer));
}

void RecordStore::snapshot(const TrafficFilter &filter, int newestIds,
                           const std::optional<TrafficSnapshot> &previous, QObject *context,
                           std::function<void(const TrafficSnapshot &)> answer)
{
    m_d->ask([=](StoreReader &reader) { return reader.snapshot(filter, newestIds, previous); },
             context, std::move(answer));
}

void RecordStore::rows(const TrafficFilter &filter, const TrafficSnapshot &snapshot, qint64 offset,
                       int limit, QObject *context,
                       std::function<void(const QList<ExchangeRecord> &)> answer)
{
    m_d->ask([filter, lastSeq = snapshot.lastSeq, offset,
              limit](StoreReader &reader) { return reader.rows(filter, lastSeq, offset, limit); },
             context, std::move(answer));
}

void RecordStore::latencies(qint64 fromMs, qint64 toMs, const QString &target, QObject *context,
                            std::function<void(const QList<LatencyMinute> &)> answer)
{
    m_d->ask([=](StoreReader &reader) { return reader.latencies(fromMs, toMs, target); }, context,
             std::move(answer));
}

void RecordStore::routeTraffic(const TrafficFilter &filter, int limit, QObject *context,
                               std::function<void(const RouteTraffic &)> answer)
{
    m_d->ask([=](StoreReader &reader) { return reader.routeTraffic(filter, limit); }, context,
             std::move(answer));
}

void RecordStore::flush(QObject *context, std::function<void()> answer)
{
    const QPointer<QObject> asker(context);
    m_d->writerMailbox->post([this, asker, answer = std::move(answer)] {
        m_d->writer->flush();
        m_d->answers.post([asker, answer] {
            if (asker)
                answer();
        });
    });
}

StoreState RecordStore::state() const
{
    return m_d->state;
}

} // namespace signalbox::models
