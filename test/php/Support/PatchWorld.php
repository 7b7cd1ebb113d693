<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PatchFolder;
use Modules\ModuleSecurityChecklist\Lib\Facts\Container;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Lib\Patch\Fetching;
use Modules\ModuleSecurityChecklist\Lib\Patch\Offer;
use Modules\ModuleSecurityChecklist\Lib\Patch\Output;
use Modules\ModuleSecurityChecklist\Lib\Patch\Patching;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchOrder;
use Modules\ModuleSecurityChecklist\Lib\Patch\Script;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Download;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\ScriptRunner;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use PDO;
use UnexpectedValueException;

/**
 * A 2024.1.114 with its hole open, and root's side of the fix in folders of its own. Scripts do what a test says.
 */
final class PatchWorld implements Download, Line, ScriptRunner
{
    public const SCRIPT = "#!/bin/sh\necho fixed\n";

    public TestPbx $pbx;
    public PretendedTime $time;
    public PatchFolder $folder;
    public FakeModule $log;
    /** @var array{status: int, location: string, body: string} */
    public array $reply = ['status' => 200, 'location' => '', 'body' => self::SCRIPT];
    /** @var list<string> addresses that were asked for */
    public array $asked = [];
    public bool $isWhole = true;
    /** @var list<array{string, list<string>}> what the shell got */
    public array $played = [];
    /** @var callable(list<string>): array{ended: ScriptRunner::*, exit: int|null} */
    public $script;
    public bool $isPlanRunning = false;
    /** In place of the folder. */
    public ?PatchRecords $records = null;
    private TemporaryFolder $private;
    private TemporaryFolder $root;
    private Journal $journal;
    private PDO $pdo;

    public function __construct(TemporaryFolder $private, TemporaryFolder $root)
    {
        $this->private = $private;
        $this->root = $root;
        $this->pdo = Office::open('2024');
        $this->pbx = new TestPbx($this->pdo, '2024');
        $this->setRelease('2024.1.114');
        $this->pbx->files->files = PatchFiles::OPEN;
        $this->time = new PretendedTime(new Fate());
        $this->log = new FakeModule();
        $this->journal = new Journal($this->pbx->sources->storage, $this->time);
        $this->folder = new PatchFolder($private->path(), $root->path(), $this);
        $this->script = function (array $words): array {
            $this->pbx->files->files = $words === [] ? PatchFiles::FIXED : PatchFiles::OPEN;
            return ['ended' => ScriptRunner::EXIT, 'exit' => 0];
        };
    }

    public function setRelease(string $release): void
    {
        $this->pdo->exec("DELETE FROM m_PbxSettings WHERE key = 'PBXVersion'");
        $this->pdo->exec("INSERT INTO m_PbxSettings (key, value) VALUES ('PBXVersion', '$release')");
    }

    public function patching(): Patching
    {
        $from = $this->pbx->sources;
        return new Patching(
            $this->records ?? $this->folder,
            new Offer(new Settings($from->rows, $from->core), new Container($from->files, $from->interfaces, $from->root)),
            new Fetching($this, $this->time),
            $this,
            new Markers($from->files),
            $this->time,
            $this->time,
            $this->journal,
            $this->log,
            function (): bool {
                return $this->isPlanRunning;
            }
        );
    }

    /**
     * Hands in, and has it done.
     *
     * @param array<string, string> $fields
     */
    public function order(array $fields, string $id = '0123456789abcdef'): void
    {
        $at = $this->time->now()->format(DATE_ATOM);
        $this->folder->handIn($fields + ['id' => $id, 'person' => 'boss', 'asker' => TestApi::ADDRESS, 'at' => $at]);
        $order = $this->folder->take();
        if ($order === null) {
            throw new UnexpectedValueException('no order');
        }
        $this->patching()->work($order);
    }

    public function fetch(): void
    {
        $this->order(['kind' => PatchOrder::FETCH, 'from' => PatchOrder::VENDOR]);
    }

    public function runIt(): void
    {
        $this->order(['kind' => PatchOrder::RUN, 'sha256' => hash('sha256', self::SCRIPT)]);
    }

    public function restore(): void
    {
        $this->order(['kind' => PatchOrder::RESTORE, 'sha256' => hash('sha256', self::SCRIPT)]);
    }

    /**
     * What root shows.
     *
     * @param int|string ...$path
     *
     * @return mixed
     */
    public function shown(...$path)
    {
        $value = $this->folder->status();
        foreach ($path as $step) {
            $value = is_array($value) ? $value[$step] ?? null : null;
        }
        return $value;
    }

    /**
     * @return array<string, string> states of the two markers that decide
     */
    public function states(string $when): array
    {
        $states = [];
        $markers = $this->shown('run', $when);
        foreach (is_array($markers) ? $markers : [] as $marker) {
            if (is_array($marker) && in_array($marker['id'] ?? '', ['A', 'B'], true)) {
                $states[$marker['id']] = is_string($marker['state'] ?? null) ? $marker['state'] : '';
            }
        }
        return $states;
    }

    /**
     * @return list<array{action: string, details: mixed}>
     */
    public function history(): array
    {
        $rows = [];
        foreach (array_reverse($this->journal->page(null, 100)) as $row) {
            $rows[] = ['action' => $row['action'], 'details' => json_decode((string) json_encode($row['details']), true)];
        }
        return $rows;
    }

    public function keptPath(string $name): string
    {
        return $this->root->path("$name.sh");
    }

    public function orderPath(): string
    {
        return $this->private->path('patch.order.json');
    }

    public function get(string $url, float $seconds, int $mostBytes): array
    {
        $this->asked[] = $url;
        return $this->reply;
    }

    public function isWhole(Script $script): bool
    {
        return $this->isWhole;
    }

    public function run(Script $script, array $words, Closure $heard): array
    {
        $this->played[] = [$script->bytes(), $words];
        $output = new Output();
        $output->add('said');
        $heard($output);
        return ($this->script)($words);
    }

    public function ask(string $question): string
    {
        throw new CannotRead(CannotRead::MISSING, 'nobody is there');
    }
}
