<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\NginxConnections;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\Locations;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Phalcon\Mvc\Controller;
use Throwable;

/**
 * The module's API inside Core's: turns its request into ours and our answer into bytes. Runs as the web server's user,
 * after Core authenticated.
 */
class ApiController extends Controller
{
    public function answer(string $resource, string $verb = ''): void
    {
        $log = new Syslog();
        try {
            $request = self::request($verb === '' ? $resource : "$resource/$verb");
            $caller = Identity::of($this->request)->over(self::connection(), $request->isForwarded(), $request->isEncrypted());
            $answer = (new Composition())->api()->answer($request, $caller);
        } catch (Throwable $broken) {
            // Core would switch the module off, and show where it broke to whoever asked.
            $log->trouble('API: ' . get_class($broken));
            $answer = Answer::json(500, ['result' => false, 'error' => ['code' => 'broken', 'message' => 'broken']]);
        }
        self::send($answer);
    }

    private static function request(string $resource): Request
    {
        $length = $_SERVER['CONTENT_LENGTH'] ?? '';
        $method = $_SERVER['REQUEST_METHOD'] ?? '';
        return new Request(
            is_string($method) ? $method : '',
            $resource,
            $_GET,
            self::headers(),
            (string) file_get_contents('php://input', false, null, 0, Request::mostBytes($resource) + 1),
            is_numeric($length) ? (int) $length : null,
            ($_SERVER['HTTPS'] ?? '') === 'on' ? 'https' : 'http'
        );
    }

    /**
     * Only locations of ours tell it; null: it came another way.
     */
    private static function connection(): ?Connection
    {
        $number = $_SERVER[Locations::PARAMETER] ?? '';
        if (!is_string($number) || preg_match('/\A[1-9][0-9]{0,17}\z/', $number) !== 1) {
            return null;
        }
        $files = new DiskFiles();
        $nginx = new NginxConnections($files, static function (): int {
            return 0;
        }, Locations::NUMBER);
        try {
            return new Connection($nginx->epoch(), (int) $number);
        } catch (CannotRead $hidden) {
            return null;
        }
    }

    /**
     * @return array<string, string>
     */
    private static function headers(): array
    {
        $headers = [];
        foreach ($_SERVER as $name => $value) {
            if (is_string($value) && strpos((string) $name, 'HTTP_') === 0) {
                $headers[str_replace('_', '-', substr((string) $name, 5))] = $value;
            }
        }
        $type = $_SERVER['CONTENT_TYPE'] ?? '';
        return ['content-type' => is_string($type) ? $type : ''] + $headers;
    }

    /**
     * Core's own response would take the JSON apart to add a field of its own: with thousands of accounts that costs more
     * than reading them, and the ETag would be of other bytes.
     */
    private static function send(Answer $answer): void
    {
        http_response_code($answer->status());
        foreach ($answer->headers() as $name => $value) {
            header("$name: $value");
        }
        echo $answer->body();
        exit;
    }
}
