<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FileFeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Lib\Facts\Sources;
use PDO;

/**
 * A whole pretended PBX over a database, each of its sources at hand.
 *
 * @phpstan-type Envelope array{
 *     version: int, pbx: array<string, string>, readAt: string, parts: array<string, array<string, mixed>>
 * }
 */
final class TestPbx
{
    public FakeFiles $files;
    public FakePbx $pbx;
    public FakeFeatures $features;
    public FakeClock $clock;
    public FakeCache $cache;
    public WatchedRows $rows;
    public Sources $sources;

    public function __construct(PDO $pdo, string $release = '2026', string $databasePath = '/none')
    {
        $this->files = new FakeFiles();
        $this->pbx = new FakePbx();
        $this->features = new FakeFeatures();
        $this->clock = new FakeClock();
        $this->cache = new FakeCache();
        $this->rows = new WatchedRows(new PdoRows($pdo));
        $from = new Sources();
        $from->rows = $this->rows;
        $from->core = new FakeCore($release);
        $from->files = $this->files;
        $from->bytes = new DiskFiles();
        $from->clock = $this->clock;
        $from->interfaces = $this->pbx;
        $from->root = $this->pbx;
        $from->users = $this->pbx;
        $from->peers = $this->pbx;
        $from->bouncers = $this->pbx;
        $from->updates = $this->pbx;
        $from->patches = $this->pbx;
        $from->modules = $this->pbx;
        $from->logins = $this->pbx;
        $from->storage = ModuleDatabase::inMemory();
        $from->fingerprints = new FakeFingerprints();
        $from->confirmations = $this->pbx;
        $from->features = $this->features;
        $from->cache = $this->cache;
        $from->groups = new FileFeatureCache('/nonexistent');
        $from->databasePath = $databasePath;
        $from->build = 'test';
        $this->sources = $from;
    }

    public static function office(string $release = '2026'): self
    {
        return new self(Office::open($release), $release);
    }

    /**
     * The whole envelope of one reading.
     *
     * @param list<string>|null $parts
     *
     * @return Envelope
     */
    public function read(?array $parts = null): array
    {
        $json = PartList::reader($this->sources)->read('https://pbx.example', $parts)->json();
        /** @var Envelope $envelope */
        $envelope = json_decode($json, true, 512, JSON_THROW_ON_ERROR);
        return $envelope;
    }

    /**
     * Data of one part that has to be known.
     *
     * @return mixed
     */
    public function data(string $part)
    {
        $read = $this->read([$part])['parts'][$part];
        if ($read['state'] !== 'known') {
            throw new \UnexpectedValueException((string) json_encode($read));
        }
        return $read['data'];
    }

    /**
     * One value inside the data of a part: each step is a key or a place in a list.
     *
     * @param int|string ...$path
     *
     * @return mixed
     */
    public function at(string $part, ...$path)
    {
        $value = $this->data($part);
        foreach ($path as $step) {
            $value = is_array($value) ? $value[$step] ?? null : null;
        }
        return $value;
    }

    /**
     * One column of a list inside the data of a part.
     *
     * @param int|string ...$path
     *
     * @return array<mixed>
     */
    public function column(string $column, string $part, ...$path): array
    {
        $list = $this->at($part, ...$path);
        return is_array($list) ? array_column($list, $column) : [];
    }

    /**
     * Reason of one part that has to be unknown.
     */
    public function reason(string $part): string
    {
        $reason = $this->read([$part])['parts'][$part]['reason'] ?? '';
        return is_string($reason) ? $reason : '';
    }
}
