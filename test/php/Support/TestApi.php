<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Api;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Needs;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsDesk;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsRecord;
use Modules\ModuleSecurityChecklist\Lib\Facts\Container;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\FactsReader;
use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Patch\Offer;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Root\Returning;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Owners;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Sheet;
use Modules\ModuleSecurityChecklist\Lib\Store\StoredConfirmations;
use Modules\ModuleSecurityChecklist\Lib\Traces\History;
use Modules\ModuleSecurityChecklist\Lib\Traces\TracesDesk;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\FixedSurroundings;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\MemoryCounter;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use UnexpectedValueException;

/**
 * The module's API over a pretended PBX and a real database of the module, with each of its parts at hand.
 */
final class TestApi
{
    public const HOST = 'pbx.example:8443';
    public const ADDRESS = '192.168.7.50';

    public TestPbx $pbx;
    public FakeClock $clock;
    public FakeModule $module;
    public Needs $needs;
    public MemoryCounter $plans;
    public MemoryPatches $patches;
    public MemoryEvidence $evidence;
    public FakeEnvelope $envelope;
    public FixedSurroundings $surroundings;
    public CallsRecord $calls;
    public int $callsBegun = 0;
    public int $tracesKept = 0;

    public function __construct(PdoStorage $storage)
    {
        $this->pbx = TestPbx::office();
        $this->pbx->sources->confirmations = new StoredConfirmations($storage);
        $this->clock = $this->pbx->clock;
        $this->module = new FakeModule();
        $needs = new Needs();
        $needs->module = $this->module;
        $needs->words = new LocaleWords('en');
        $needs->log = $this->module;
        $needs->clock = $this->clock;
        $needs->storage = $storage;
        $needs->fingerprints = new FakeFingerprints();
        $needs->proof = $this->module;
        $needs->guesses = $this->module;
        $this->calls = new CallsRecord($storage, new Uptime($this->pbx->files), sys_get_temp_dir());
        $needs->calls = new CallsDesk($this->calls, function (): void {
            $this->callsBegun++;
        });
        $needs->traces = new TracesDesk(
            $this->pbx->pbx,
            new History($storage),
            new Settings($this->pbx->sources->rows, $this->pbx->sources->core),
            $this->clock,
            function (): void {
                $this->tracesKept++;
            }
        );
        $needs->passwords = $this->module;
        $this->envelope = new FakeEnvelope();
        $needs->envelope = $this->envelope;
        $this->plans = new MemoryCounter();
        $this->surroundings = new FixedSurroundings($this->pbx->sources->core);
        $needs->plans = $this->plans;
        $needs->surroundings = $this->surroundings;
        $this->patches = new MemoryPatches();
        $needs->patches = $this->patches;
        $this->evidence = new MemoryEvidence();
        $needs->evidence = $this->evidence;
        $from = $this->pbx->sources;
        $needs->offer = new Offer(new Settings($from->rows, $from->core), new Container($from->files, $from->interfaces, $from->root));
        $needs->config = new ConfigReader($this->pbx->sources->rows, $this->pbx->sources->core);
        $needs->pace = new PretendedTime(new Fate());
        $needs->root = $this->pbx->sources->root;
        $needs->rotations = $this->pbx->pbx;
        $needs->returns = new Returning($this->pbx->pbx, $this->pbx->pbx);
        $needs->isolations = $this->pbx->pbx;
        $needs->owners = new Owners($this->pbx->sources->rows);
        $needs->sheet = new Sheet($needs->owners, new Settings($this->pbx->sources->rows, $this->pbx->sources->core));
        $needs->reader = function (): FactsReader {
            return PartList::reader($this->pbx->sources);
        };
        $this->needs = $needs;
    }

    public static function admin(string $name = 'boss', string $binding = 'session 1'): Caller
    {
        return Caller::person($name, true, $binding, self::ADDRESS);
    }

    public function ask(Request $request, ?Caller $caller = null): Answer
    {
        return (new Api($this->needs))->answer($request, $caller ?? self::admin());
    }

    /**
     * @param array<mixed>          $query
     * @param array<string, string> $headers
     */
    public function get(string $resource, array $query = [], array $headers = [], ?Caller $caller = null): Answer
    {
        return $this->ask(new Request('GET', $resource, $query, $headers + ['Host' => self::host($caller)]), $caller);
    }

    /**
     * As our page writes.
     *
     * @param mixed                      $body    raw, when it is a text
     * @param array<string, string|null> $headers in place of those that our page sends; null: not sent
     */
    public function post(string $resource, $body, array $headers = [], ?Caller $caller = null): Answer
    {
        $text = is_string($body) ? $body : (string) json_encode($body);
        $sent = array_filter($headers + $this->headers($caller), 'is_string');
        return $this->ask(new Request('POST', $resource, [], $sent, $text, strlen($text)), $caller);
    }

    /**
     * What a write of our page carries.
     *
     * @return array<string, string>
     */
    public function headers(?Caller $caller = null): array
    {
        $isProcess = $caller !== null && $caller->isProcess();
        return ($isProcess ? [] : ['Origin' => 'https://' . self::HOST]) + [
            'Host' => self::host($caller),
            'Content-Type' => 'application/json',
            'X-Security-Checklist' => $this->token($caller ?? self::admin()),
        ];
    }

    private static function host(?Caller $caller): string
    {
        return $caller !== null && $caller->isProcess() ? 'localhost' : self::HOST;
    }

    /**
     * '' for those who get none.
     */
    public function token(Caller $caller): string
    {
        $token = self::data($this->get('page-token', [], [], $caller))['token'] ?? '';
        return is_string($token) ? $token : '';
    }

    /**
     * @return array<mixed> the answer's JSON
     */
    public static function data(Answer $answer): array
    {
        $data = json_decode($answer->body(), true);
        if (!is_array($data)) {
            throw new UnexpectedValueException($answer->body());
        }
        return $data;
    }

    /**
     * One value inside the answer's JSON: each step is a key or a place in a list.
     *
     * @param int|string ...$path
     *
     * @return mixed null where there is none
     */
    public static function at(Answer $answer, ...$path)
    {
        $value = self::data($answer);
        foreach ($path as $step) {
            $value = is_array($value) ? $value[$step] ?? null : null;
        }
        return $value;
    }

    /**
     * Actions in the journal, oldest first.
     *
     * @return list<string>
     */
    public function journal(): array
    {
        $rows = $this->needs->storage->rows('SELECT action FROM m_ModuleSecurityChecklist_Journal ORDER BY id');
        return array_map('strval', array_column($rows, 'action'));
    }

    /**
     * Everything that is in the module's database, as text.
     */
    public function everything(): string
    {
        $all = [];
        foreach (['Attestations', 'Waivers', 'Journal', 'Kept'] as $table) {
            $all[$table] = $this->needs->storage->rows("SELECT * FROM m_ModuleSecurityChecklist_$table");
        }
        return (string) json_encode($all, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    }
}
