<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Closure;
use Generator;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\Findings;

/**
 * Makes the archive, from its beginning or from where it was left: what is whole stands in the ledger.
 */
final class Archiving
{
    public const SUMS = 'SHA256SUMS';
    private const MANIFEST = 'manifest.jsonl';
    private const OWN_SUM = self::SUMS . '.sha256';
    private const LIST = 'recordings/list.tsv';
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;
    private const BLOCK = 512;

    private EvidenceRecords $records;
    private Findings $findings;
    private Watching $watching;
    private EvidenceState $state;
    private Ledger $ledger;
    private Tar $tar;
    private Progress $progress;
    private string $top;
    private int $time;

    /**
     * @param string $top  folder that everything in the archive is in
     * @param int    $time of what is made here
     */
    public function __construct(
        EvidenceRecords $records,
        Findings $findings,
        Watching $watching,
        EvidenceState $state,
        string $top,
        int $time
    ) {
        $this->records = $records;
        $this->findings = $findings;
        $this->watching = $watching;
        $this->state = $state;
        $this->top = $top;
        $this->time = $time;
        $this->ledger = new Ledger($records->path(EvidenceRecords::LEDGER));
    }

    /**
     * @param bool $isDoubted the machine was started anew meanwhile: what the ledger says is compared with what lies there
     *
     * @return array{size: int, sha256: string} of the archive; of its list of hashes
     *
     * @throws Trouble
     * @throws Removed
     * @throws CannotStore
     */
    public function make(Period $period, bool $isDoubted): array
    {
        $this->resume($isDoubted);
        try {
            return $this->whole($period);
        } catch (Trouble $trouble) {
            // What was begun gives its room back: whatever happened has to be written down.
            $this->tar->cut($this->progress->end);
            throw $trouble;
        }
    }

    /**
     * @return array{size: int, sha256: string}
     *
     * @throws Trouble
     * @throws Removed
     * @throws CannotStore
     */
    private function whole(Period $period): array
    {
        foreach ($this->findings->members($period) as $name => $made) {
            $this->addMade($name, $made);
        }
        $this->addFiles(Row::FILE, EvidenceRecords::FILES, $this->progress->files);
        $this->addMade(self::LIST, function (): Generator {
            return $this->listed();
        });
        if (($this->state->archive['recordings']['how'] ?? '') === EvidenceState::INCLUDED) {
            $this->addFiles(Row::RECORDING, EvidenceRecords::RECORDINGS, $this->progress->recordings);
        }
        $this->addMade(self::MANIFEST, function (): Generator {
            return $this->manifest();
        });
        $this->addMade(self::SUMS, function (): Generator {
            return $this->sums();
        });
        $sha256 = $this->sumOfSums();
        $this->addMade(self::OWN_SUM, static function () use ($sha256): array {
            return [Sums::line($sha256, self::SUMS)];
        });
        return ['size' => $this->tar->finish(), 'sha256' => $sha256];
    }

    private function resume(bool $isDoubted): void
    {
        $path = $this->records->path(EvidenceRecords::ARCHIVE);
        clearstatcache(true, $path);
        $size = is_file($path) ? (int) filesize($path) : 0;
        $file = $isDoubted && $size > 0 ? @fopen($path, 'rbe') : false;
        $this->progress = $this->ledger->resume(function (Row $row) use ($size, $file): bool {
            $isLong = $row->end <= $size;
            return $isLong && ($file === false || !$row->isThere() || Tar::holds($file, "$this->top/$row->name", $row));
        });
        $this->tar = Tar::open($path, $this->progress->end);
        $this->tell();
    }

    /**
     * @param Closure(): iterable<string> $made
     */
    private function addMade(string $name, Closure $made): void
    {
        if (isset($this->progress->made[$name])) {
            return;
        }
        try {
            $added = $this->tar->add("$this->top/$name", $this->time, $this->watching->over($made()));
            $row = new Row(Row::MADE, $name, $added['size'], $added['sha256'], $added['end'], $this->time, '');
        } catch (CannotRead $hidden) {
            $row = new Row(Row::MADE, $name, 0, '', $this->progress->end, $this->time, $hidden->reason());
        }
        $this->add($row);
    }

    /**
     * @phpstan-param Row::FILE|Row::RECORDING                                $kind
     * @phpstan-param EvidenceRecords::FILES|EvidenceRecords::RECORDINGS $list
     */
    private function addFiles(string $kind, string $list, int $done): void
    {
        foreach ((new Listing($this->records->path($list)))->files($done) as ['path' => $path, 'name' => $name]) {
            $source = new Source();
            if (!$source->open($path)) {
                $this->add(new Row($kind, $name, 0, '', $this->progress->end, 0, $source->note));
                continue;
            }
            $added = $this->tar->add("$this->top/$name", $source->time, $this->watching->over($source->pieces()));
            $this->add(new Row($kind, $name, $added['size'], $added['sha256'], $added['end'], $source->time, $source->note));
        }
    }

    private function add(Row $row): void
    {
        $this->ledger->add($row);
        $this->progress->add($row);
        $this->tell();
        // A member has a header, however small it is.
        $this->watching->passed(self::BLOCK);
        $this->watching->look();
    }

    private function tell(): void
    {
        if ($this->state->archive !== null) {
            $this->state->archive['written'] = $this->progress->end;
            $this->state->archive['members'] = $this->progress->members;
            $this->state->archive['skipped'] = $this->progress->skipped;
        }
    }

    /**
     * @return Generator<int, string>
     */
    private function listed(): Generator
    {
        yield "bytes\tlast written\tname\n";
        foreach ((new Listing($this->records->path(EvidenceRecords::RECORDINGS)))->files() as $file) {
            yield $file['size'] . "\t" . date(DATE_ATOM, $file['time']) . "\t" . strtr(Sums::escaped($file['name']), ["\t" => '\\t']) . "\n";
        }
    }

    /**
     * @return Generator<int, string>
     */
    private function manifest(): Generator
    {
        $archive = $this->state->archive;
        if ($archive !== null) {
            yield self::json([
                'from' => $archive['from'], 'to' => $archive['to'], 'asked' => $archive['at'], 'by' => $archive['person'],
                'clock' => $archive['clock'], 'rotationHeld' => $archive['rotationHeld'], 'recordings' => $archive['recordings'],
            ]);
        }
        foreach ($this->ledger->rows() as $row) {
            $isText = preg_match('//u', $row->name) === 1;
            yield self::json(
                ['name' => $row->name] + ($isText ? [] : ['base64' => base64_encode($row->name)])
                + ['size' => $row->size, 'sha256' => $row->sha256, 'time' => date(DATE_ATOM, $row->time), 'note' => $row->note]
            );
        }
    }

    /**
     * @return Generator<int, string>
     */
    private function sums(): Generator
    {
        foreach ($this->ledger->rows() as $row) {
            if ($row->isThere() && $row->name !== self::SUMS) {
                yield Sums::line($row->sha256, $row->name);
            }
        }
    }

    private function sumOfSums(): string
    {
        foreach ($this->ledger->rows() as $row) {
            if ($row->kind === Row::MADE && $row->name === self::SUMS) {
                return $row->sha256;
            }
        }
        throw new Trouble(Trouble::FAILED, self::SUMS);
    }

    /**
     * @param array<string, mixed> $fields
     */
    private static function json(array $fields): string
    {
        return json_encode($fields, self::FLAGS) . "\n";
    }
}
